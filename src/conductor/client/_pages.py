"""Search results as one stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


def pages(
    page: Callable[[int, int], tuple[list[T], int | None]],
    page_size: int,
    limit: int | None,
    key: Callable[[T], Any],
) -> Iterator[T]:
    """Yield the items of all pages, each key once; ``page(start, size)`` answers items and the total.

    Raises ValueError, at the first item, for a page size below 1.
    """
    if page_size < 1:
        raise ValueError(f"page_size is {page_size}; it must be at least 1")
    seen: set[Any] = set()
    start = 0
    while limit is None or len(seen) < limit:
        items, total = page(start, page_size)
        for item in items:
            if key(item) not in seen:
                seen.add(key(item))
                yield item
                if limit is not None and len(seen) >= limit:
                    return
        start += len(items)
        if not items or (total is not None and start >= total) or (total is None and len(items) < page_size):
            return
