"""Reads FollowTheMoney entities with its library, and prints what it refuses.

The entities come from standard input. It runs in a process of its own, with the library's folder on its path, because one of the library's dependencies installs
a package called `tests`.
"""

import json
import sys

import followthemoney

for line in sys.stdin:
    given = json.loads(line)
    entity = followthemoney.model.get_proxy(given, cleaned=False)
    followthemoney.model.get(given["schema"]).validate(given)
    for name, values in given["properties"].items():
        kind = entity.schema.get(name)
        if kind is None:
            print(given["id"], given["schema"], name, "is no property of the schema")
        elif sorted(entity.get(name)) != sorted(set(values)) or not all(map(kind.type.validate, values)):
            print(given["id"], given["schema"], name, values, entity.get(name))
