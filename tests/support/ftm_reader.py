"""Reads FollowTheMoney entities with its library, and prints what it refuses.

The entities come from standard input. It runs in a process of its own, with the library's folder on its path, because one of the library's dependencies installs
a package called `tests`.
"""

import json
import sys

import followthemoney

for line in sys.stdin:
    told = json.loads(line)
    entity = followthemoney.model.get_proxy(told, cleaned=False)
    followthemoney.model.get(told["schema"]).validate(told)
    for name, values in told["properties"].items():
        kind = entity.schema.get(name)
        if kind is None:
            print(told["id"], told["schema"], name, "is no property of the schema")
        elif sorted(entity.get(name)) != sorted(set(values)) or not all(map(kind.type.validate, values)):
            print(told["id"], told["schema"], name, values, entity.get(name))
