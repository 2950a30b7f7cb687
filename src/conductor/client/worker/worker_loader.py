"""Imports modules and packages so that their decorated workers are registered."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conductor.client.worker import _registry

if TYPE_CHECKING:
    from conductor.client.worker.worker_interface import WorkerInterface
else:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)


class WorkerLoader:
    """Finds decorated workers by importing where they live.

    A module that fails to import is logged with its error and skipped: the others still load. ``failures``
    maps its name to the error.
    """

    def __init__(self) -> None:
        self.failures: dict[str, BaseException] = {}
        self._before = set(_registry.decorated_functions)

    def scan_packages(self, package_names: list[str], recursive: bool = True) -> None:
        """Import these packages and, with ``recursive``, every module inside."""
        for name in package_names:
            package = self._import(name)
            inside: Any = getattr(package, "__path__", None)
            if inside is None or not recursive:
                continue
            for found in pkgutil.walk_packages(inside, name + ".", onerror=self._walk_failed):
                self._import(found.name)

    def scan_module(self, module_name: str) -> None:
        """Import one module."""
        self._import(module_name)

    def scan_path(self, path: str, package_prefix: str = "") -> None:
        """Import every Python file below a folder; ``package_prefix`` is put before the modules' names."""
        root = Path(path)
        if not root.is_dir():
            self._failed(str(path), NotADirectoryError(f"{path} is no folder"))
            return
        if not package_prefix and str(root.resolve()) not in sys.path:
            sys.path.insert(0, str(root.resolve()))
        for file in sorted(root.rglob("*.py")):
            parts = file.relative_to(root).with_suffix("").parts
            if parts[-1] == "__init__":
                parts = parts[:-1]
            if parts and not any(p.startswith(".") or p == "__pycache__" for p in parts):
                self._import(".".join([*filter(None, [package_prefix]), *parts]))

    def get_workers(self) -> list[WorkerInterface]:
        """A worker for every decorated function there is."""
        from conductor.client.worker import _workers

        return [_workers.from_registry(key) for key in _registry.decorated_functions]

    def get_worker_count(self) -> int:
        """How many decorated functions there are."""
        return len(_registry.decorated_functions)

    def get_worker_names(self) -> list[str]:
        """The names of the tasks that they serve."""
        return [name for name, _ in _registry.decorated_functions]

    def print_summary(self) -> None:
        """Print what was found."""
        print(f"Found {self.get_worker_count()} worker(s)")  # noqa: T201 - what it is for
        for name, domain in _registry.decorated_functions:
            print(f"  {name}" + (f" (domain {domain})" if domain else ""))  # noqa: T201
        for name, error in self.failures.items():
            print(f"  {name} could not be imported: {type(error).__name__}: {error}")  # noqa: T201

    def _import(self, name: str) -> object | None:
        try:
            return importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - any module's import may raise anything
            self._failed(name, error)
            return None

    def _walk_failed(self, name: str) -> None:
        self._failed(name, sys.exc_info()[1] or ImportError(name))

    def _failed(self, name: str, error: BaseException) -> None:
        self.failures[name] = error
        logger.error("Workers in %s were not loaded: %s: %s", name, type(error).__name__, error)


def scan_for_workers(*package_names: str, recursive: bool = True) -> WorkerLoader:
    """Import these packages and return the loader that did."""
    loader = WorkerLoader()
    loader.scan_packages(list(package_names), recursive=recursive)
    return loader


def auto_discover_workers(
    packages: list[str] | None = None, paths: list[str] | None = None, print_summary: bool = True
) -> WorkerLoader:
    """Import these packages and every file below these folders; return the loader that did."""
    loader = WorkerLoader()
    loader.scan_packages(packages or [])
    for path in paths or []:
        loader.scan_path(path)
    if print_summary:
        loader.print_summary()
    return loader
