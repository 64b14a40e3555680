"""The steps from each version of the data format to the next.

To add one, raise `fields.CURRENT_FORMAT`, and add a function to `STEPS` that changes a file's tree in place. Comments stay
with the items that they belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..records import fields
from .yaml_tree import Collection, Scalar


def _set_format(root: Collection, record: type[fields.Data], version: int) -> None:
    """Sets the number in the record that holds it, that of the briefing."""
    for item in root.items if "format" in record.model_fields else ():
        if item.key == "format":
            item.value = Scalar(str(version), True)


STEPS: Mapping[int, Callable[[Collection, type[fields.Data]], None]] = {
    1: lambda root, record: _set_format(root, record, 2),
}
"""A version -> the step to the next, given a file's root and its records' model."""
