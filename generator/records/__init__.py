"""Records and their fields: types, dates in EDTF, scales, walks through a record.

References, roles of fields and descriptions follow from the types alone.
"""

from . import dates, field_roles, fields, git_hosts, scales, traversal
from .field_descriptions import describe_fields
from .record import Record

__all__ = [
    "Record",
    "dates",
    "describe_fields",
    "field_roles",
    "fields",
    "git_hosts",
    "scales",
    "traversal",
]
