"""The data folder: the only rooms that open a file of it, each once.

:func:`geokz.folder.read.read` reads a folder into a :class:`geokz.folder.read.Folder` and collects every problem of it;
whatever comes after asks what was read. A new kind of file in the folder is a module here and a field of ``Folder``.
"""

from .where import check_own, default_folder

__all__ = ["check_own", "default_folder"]
