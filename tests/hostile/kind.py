"""A kind of hostile file, and how a maker is entered among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A hostile file: its name (`pdf/cyclic_pages`), its ending and what makes its bytes. `heavy`
    ones take more than a few seconds or much memory, and are for soak tests."""

    name: str
    suffix: str
    make: Callable[[], bytes]
    heavy: bool = False


Maker = Callable[[], bytes]


class Kinds(dict[str, Kind]):
    """The hostile files of one module by name; call it to enter a maker."""

    def __init__(self, family: str) -> None:
        self._family = family

    def add(self, name: str, suffix: str, make: Maker, *, heavy: bool = False) -> None:
        """Enters a maker under a name."""
        full = f"{self._family}/{name}"
        self[full] = Kind(full, suffix, make, heavy)

    def __call__(self, suffix: str, *, heavy: bool = False) -> Callable[[Maker], Maker]:
        def enter(make: Maker) -> Maker:
            self.add(make.__name__, suffix, make, heavy=heavy)
            return make

        return enter
