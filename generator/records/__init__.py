"""What records are made of: typed fields, dates in EDTF, the scales, and how to walk a record.

References, roles of fields and descriptions follow from the types alone.
"""

from . import dates, field_roles, fields, git_hosts, scales, traversal
from .fields import Data
from .record import Record

__all__ = [
    "Data",
    "Record",
    "dates",
    "field_roles",
    "fields",
    "git_hosts",
    "scales",
    "traversal",
]
