"""Values: JSON that is read strictly, and rules that they keep, told as JSON Schema tells them.

Only the keywords that the library needs. Knows nothing of HTTP.
"""

import datetime
import json
import math
import re


class NotJson(Exception):
    """What was sent is no JSON, or no JSON that all read the same way."""


# What a fault makes wrong here: names that the code asks for.
SLIPS = set()


def parse(text):
    """The value of a JSON text of bytes: UTF-8, no member twice (RFC 8259, 4 and 8.1)."""
    try:
        value = json.loads(
            text.decode(), object_pairs_hook=members, parse_constant=constant, parse_float=number,
            parse_int=whole)
        # Surrogates without their other half are no text that can be sent back.
        json.dumps(value, ensure_ascii=False).encode()
        return value
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from None


def members(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names) and "members-twice" not in SLIPS:
        raise ValueError("a member is there twice")
    return dict(pairs)


def constant(text):
    raise ValueError(f"{text} is no JSON")


def number(text):
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is too large")
    return value


def whole(text):
    if len(text) > 300:
        raise ValueError("a number that is too large")
    return int(text)


def is_type(value, name):
    match name:
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case "string":
            return isinstance(value, str)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "integer":
            return is_type(value, "number") and value == int(value)
    raise ValueError(name)


def same(left, right):
    """Equal as JSON: true is not 1."""
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


def errors(value, rule, at=""):
    """What is wrong with a value: pairs of a JSON Pointer and what is wanted there."""
    types = rule.get("type", [])
    types = types if isinstance(types, list) else [types]
    if types and not any(is_type(value, name) for name in types):
        return [(at, f"must be {' or '.join(types)}")]
    found = [(at, message) for message in own_errors(value, rule)]
    if isinstance(value, list):
        for index, item in enumerate(value):
            found += errors(item, rule.get("items", {}), f"{at}/{index}")
    if isinstance(value, dict):
        found += object_errors(value, rule, at)
    return found


def own_errors(value, rule):
    """Those of a value itself."""
    if "enum" in rule and not any(same(value, other) for other in rule["enum"]):
        yield f"must be one of {rule['enum']}"
    if isinstance(value, str):
        if len(value) < rule.get("minLength", 0):
            yield f"must have {rule['minLength']} characters or more"
        if len(value) > rule.get("maxLength", math.inf):
            yield f"must have {rule['maxLength']} characters or fewer"
        if "pattern" in rule and not re.search(rule["pattern"], value):
            yield f"must match {rule['pattern']}"
        if "format" in rule and not FORMATS[rule["format"]](value):
            yield f"must be a {rule['format']}"
    if is_type(value, "number"):
        if value < rule.get("minimum", -math.inf):
            yield f"must be {rule['minimum']} or more"
        if value > rule.get("maximum", math.inf):
            yield f"must be {rule['maximum']} or less"
        if value <= rule.get("exclusiveMinimum", -math.inf):
            yield f"must be more than {rule['exclusiveMinimum']}"
        if "multipleOf" in rule and value % rule["multipleOf"]:
            yield f"must be a multiple of {rule['multipleOf']}"
    if isinstance(value, list):
        if len(value) < rule.get("minItems", 0):
            yield f"must have {rule['minItems']} items or more"
        if len(value) > rule.get("maxItems", math.inf):
            yield f"must have {rule['maxItems']} items or fewer"
        if rule.get("uniqueItems") and any(
                same(item, other) for n, item in enumerate(value) for other in value[:n]):
            yield "must have no item twice"
    if isinstance(value, dict):
        if len(value) < rule.get("minProperties", 0):
            yield f"must have {rule['minProperties']} members or more"
        if len(value) > rule.get("maxProperties", math.inf):
            yield f"must have {rule['maxProperties']} members or fewer"


def object_errors(value, rule, at):
    if "discriminator" in rule:
        kind = value.get(rule["discriminator"])
        if not isinstance(kind, str) or kind not in rule["kinds"]:
            return [(at, f"{rule['discriminator']} must be one of {list(rule['kinds'])}")]
        return errors(value, rule["kinds"][kind], at)
    found = [(at, f"{name} is needed") for name in rule.get("required", []) if name not in value]
    others = rule.get("additionalProperties", True)
    for name, member in value.items():
        place = f"{at}/{name.replace('~', '~0').replace('/', '~1')}"
        if "names" in rule:
            found += [(place, message) for message in own_errors(name, rule["names"])]
        if name in rule.get("properties", {}):
            found += errors(member, rule["properties"][name], place)
        elif others is False:
            found.append((place, "is not known"))
        elif isinstance(others, dict):
            found += errors(member, others, place)
    return found


def is_date(text):
    try:
        return bool(re.match(r"\d{4}-\d\d-\d\d\Z", text, re.ASCII)
                    and datetime.date.fromisoformat(text))
    except ValueError:
        return False


FORMATS = {
    "date": is_date,
    "uri": re.compile(
        r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*\Z").match,
    "uuid": re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\Z").match,
}
