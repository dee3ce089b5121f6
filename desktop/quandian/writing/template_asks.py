"""What a template asks for, so that it can be said what of a briefing it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str, ...]


def asked_for(trees: list[Any]) -> dict[str, int | None]:
    """Return the names a template tells (指标, 章节.条目) and how many of each; None for all.

    A list counts where its items are told; in a condition (if 目标) it is not. ``trees`` are parsed by jinja2.
    """
    found: dict[str, int | None] = {}
    for tree in trees:
        for path, limit in _walk(tree, {}):
            name = ".".join(path)
            before = found.get(name, 0)
            found[name] = None if limit is None or before is None else max(limit, before)
    return found


def _walk(node: Any, scope: Mapping[str, Path]) -> Iterator[tuple[Path, int | None]]:  # noqa: ANN401
    from jinja2 import nodes

    if isinstance(node, nodes.For):
        path, limit = _of(node.iter, scope)
        inner = dict(scope)
        if path and isinstance(node.target, nodes.Name):
            inner[node.target.name] = path
        if path:
            yield path, limit
        for child in node.body:
            yield from _walk(child, inner)
        for child in node.else_:
            yield from _walk(child, scope)
        return
    if isinstance(node, nodes.If):
        for child in (*node.body, *node.elif_, *node.else_):
            yield from _walk(child, scope)
        return
    if isinstance(node, nodes.Output):
        yield from _told(node, scope)
        return
    for child in node.iter_child_nodes():
        yield from _walk(child, scope)


def _told(node: Any, scope: Mapping[str, Path]) -> Iterator[tuple[Path, int | None]]:  # noqa: ANN401
    """Yield the names that are written out; the item of a loop by itself is told by its loop already."""
    from jinja2 import nodes

    for child in node.nodes:
        for name in (*child.find_all((nodes.Name, nodes.Getattr, nodes.Getitem)), child):
            path, limit = _of(name, scope)
            if path and not (isinstance(name, nodes.Name) and name.name in scope):
                yield path, limit


def _of(node: Any, scope: Mapping[str, Path]) -> tuple[Path, int | None]:  # noqa: ANN401
    """Return the name an expression stands for, and how many of its items it takes."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return scope.get(node.name, (node.name,)), None
    if isinstance(node, nodes.Getattr):
        path, _ = _of(node.node, scope)
        return ((*path, str(node.attr)) if path else ()), None
    if isinstance(node, nodes.Getitem):
        path, _ = _of(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            stop = node.arg.stop
            return path, int(stop.value) if isinstance(stop, nodes.Const) and isinstance(stop.value, int) else None
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return ((*path, node.arg.value) if path else ()), None
        return path, 1
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _of(node.node, scope)
    return (), None
