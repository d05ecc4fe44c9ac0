"""Templates: text with named places, read and filled here and never executed.

The library's parser only reads the template into a tree; of that tree we know places, conditions and lists, and refuse the rest. There
is no call, no filter, no import and no expression to evaluate, so a template reaches nothing but the places it is given: no file, no
network, no object of the program.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import cast

from jinja2 import Environment, TemplateSyntaxError, nodes

from casework.letters.blocks import masked
from casework.letters.own_kinds import Place
from casework.letters.places import Places
from casework.letters.problems import LetterTooLong, TemplateRefused
from kit.problems import FieldError

LONGEST_TEMPLATE = 50_000
LONGEST_LETTER = 500_000
_DEEPEST_LIST = 2

_READER = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False, optimized=False)  # noqa: S701 - only parses


def check_template(text: str, sample: Places, required: Sequence[str] = ()) -> None:
    """Raises TemplateRefused with the line of everything that is wrong; sample: content whose lists are not empty."""
    checker = _Checker()
    with _not_too_deep():
        checker.walk(_read(text).body, sample, depth=0)
    errors = checker.errors + [
        _error(1, "place_missing", f"brakuje wymaganego miejsca „{name}”")
        for name in required
        if not checker.uses(name)
    ]
    if errors:
        raise _refused(errors)


def fill(text: str, places: Places) -> str:
    """The template's text with its places filled, for casework.letters.blocks. Raises TemplateRefused, LetterTooLong."""
    filled: list[str] = []
    length = 0
    with _not_too_deep():
        for piece in _told(_read(text).body, places):
            length += len(piece)
            if length > LONGEST_LETTER:
                raise LetterTooLong
            filled.append(piece)
    return "".join(filled)


@lru_cache(maxsize=64)
def _read(text: str) -> nodes.Template:
    """The tree of a template, which nobody changes: thousands of letters are filled from the same one."""
    try:
        return _READER.parse(text)
    except TemplateSyntaxError as error:
        raise _refused(
            [_error(error.lineno, "template_syntax", "nie można odczytać miejsca, warunku albo listy")]
        ) from None


@contextmanager
def _not_too_deep() -> Iterator[None]:
    try:
        yield
    except RecursionError:
        raise _refused([_error(1, "template_syntax", "zapis jest zagnieżdżony zbyt głęboko")]) from None


class _Checker:
    """Goes through a tree with a sample in hand; what it does not know is an error."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []
        self._used: set[str] = set()

    def uses(self, name: str) -> bool:
        """Whether the place, or a list or group that it belongs to, is printed or gone through."""
        return any(one == name or one.startswith(f"{name}.") for one in self._used)

    def walk(self, body: Sequence[nodes.Node], scope: Mapping[str, Place], depth: int) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._output(part, scope)
            elif isinstance(node, nodes.If):
                self._condition(node.test, scope)
                branches = (node.body, *(one.body for one in node.elif_), node.else_)
                for other in node.elif_:
                    self._condition(other.test, scope)
                for branch in branches:
                    self.walk(branch, scope, depth)
            elif isinstance(node, nodes.For) and _is_plain(node):
                self._list(node, scope, depth)
            else:
                self._refuse(node, "not_a_place", "dozwolone są tylko miejsca, warunki „if” i listy „for”")

    def _output(self, part: nodes.Node, scope: Mapping[str, Place]) -> None:
        if isinstance(part, nodes.TemplateData):
            return
        found = self._place(part, scope)
        if found is not None and not isinstance(found, str):
            self._refuse(part, "not_a_text", "to miejsce jest listą albo grupą i nie może stać jako tekst")

    def _list(self, node: nodes.For, scope: Mapping[str, Place], depth: int) -> None:
        if depth >= _DEEPEST_LIST:
            self._refuse(node, "lists_too_deep", "listy są zagnieżdżone zbyt głęboko")
            return
        found = self._place(node.iter, scope)
        if found is None:
            return
        if isinstance(found, str | Mapping):
            self._refuse(node, "not_a_list", "to miejsce nie jest listą")
            return
        self.walk(node.body, {**scope, cast(nodes.Name, node.target).name: found[0] if found else ""}, depth + 1)

    def _condition(self, test: nodes.Node, scope: Mapping[str, Place]) -> None:
        for part in _operands(test):
            self._place(part, scope, printed=False)

    def _place(self, node: nodes.Node, scope: Mapping[str, Place], *, printed: bool = True) -> Place | None:
        path = _path(node)
        if path is None:
            self._refuse(node, "not_a_place", "dozwolone są tylko nazwy miejsc")
            return None
        found: Place = scope
        for name in path:
            if not isinstance(found, Mapping) or name not in found:
                self._refuse(node, "unknown_place", "nie ma miejsca o takiej nazwie")
                return None
            found = found[name]
        if printed:
            self._used.add(".".join(path))
        return found

    def _refuse(self, node: nodes.Node, code: str, message: str) -> None:
        self.errors.append(_error(node.lineno, code, message))


def _told(body: Sequence[nodes.Node], scope: Mapping[str, Place]) -> Iterator[str]:
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                yield part.data if isinstance(part, nodes.TemplateData) else masked(_text(_value(part, scope)))
        elif isinstance(node, nodes.If):
            yield from _told(_branch(node, scope), scope)
        elif isinstance(node, nodes.For):
            target = cast(nodes.Name, node.target).name
            for one in cast("Sequence[Place]", _value(node.iter, scope)):
                yield from _told(node.body, {**scope, target: one})


def _branch(node: nodes.If, scope: Mapping[str, Place]) -> Sequence[nodes.Node]:
    for one in (node, *node.elif_):
        if _holds(one.test, scope):
            return one.body
    return node.else_


def _holds(test: nodes.Node, scope: Mapping[str, Place]) -> bool:
    if isinstance(test, nodes.Not):
        return not _holds(test.node, scope)
    if isinstance(test, nodes.And):
        return _holds(test.left, scope) and _holds(test.right, scope)
    if isinstance(test, nodes.Or):
        return _holds(test.left, scope) or _holds(test.right, scope)
    return bool(_value(test, scope))


def _value(node: nodes.Node, scope: Mapping[str, Place]) -> Place:
    found: Place = scope
    for name in _path(node) or ():
        # A place of a stored template that is not there any more stands empty; a new template with it is refused.
        found = found.get(name, "") if isinstance(found, Mapping) else ""
    return found


def _text(value: Place) -> str:
    return value if isinstance(value, str) else ""


def _operands(test: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(test, nodes.Not):
        yield from _operands(test.node)
    elif isinstance(test, nodes.And | nodes.Or):
        yield from _operands(test.left)
        yield from _operands(test.right)
    else:
        yield test


def _path(node: nodes.Node) -> tuple[str, ...] | None:
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        above = _path(node.node)
        return None if above is None else (*above, node.attr)
    return None


def _is_plain(node: nodes.For) -> bool:
    return isinstance(node.target, nodes.Name) and node.test is None and not node.else_ and not node.recursive


def _error(line: int, code: str, message: str) -> FieldError:
    return FieldError("/text", code, f"Wiersz {line}: {message}.")


def _refused(errors: Sequence[FieldError]) -> TemplateRefused:
    return TemplateRefused(errors[0].message, errors=errors[:50])
