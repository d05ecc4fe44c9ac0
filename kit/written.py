"""Tables that people write in YAML: the law, the catalogue of letters, rates, statements."""

from typing import Any

import yaml

# A service reads some two megabytes of law when it starts: libyaml takes a second for what PyYAML's own scanner takes ten.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MERGE = "tag:yaml.org,2002:merge"


class KeyTwice(ValueError):
    """A mapping gives one key twice; the message names its keys."""


def read_yaml(text: str) -> Any:
    """The content of one YAML document, of plain types only.

    Raises:
        KeyTwice: a key given twice, which YAML readers otherwise swallow.
        yaml.YAMLError: not YAML.
    """
    return yaml.load(text, Loader=_UniqueKeys)  # noqa: S506 - a safe loader


class _UniqueKeys(_Safe):  # type: ignore[misc]
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value if key.tag != _MERGE]
        if len(keys) != len(set(keys)):
            raise KeyTwice(f"a key given twice: {keys}")
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]
