"""Records and their fields: types, dates in EDTF, scales, walks through a record.

References, roles of fields and descriptions follow from the types alone.
"""

from . import dates, field_roles, fields, git_hosts, scales, short_evidence, traversal
from .record import Record

__all__ = [
    "Record",
    "dates",
    "field_roles",
    "fields",
    "git_hosts",
    "scales",
    "short_evidence",
    "traversal",
]
