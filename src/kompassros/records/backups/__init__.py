"""Backups: database, files and statistics store in one consistent moment, while people work.

The database is copied first, as it is at one moment; then the folders. A file is stored before the row that names it,
so whatever the copied database names is there, and nothing that removes files runs meanwhile (``locking``). All
sentences are for the command line, which speaks English.
"""

from kompassros.records.backups.locking import FilesHeld, holding_files, removing_files
from kompassros.records.backups.registry import register_check, register_folder

__all__ = ["FilesHeld", "holding_files", "register_check", "register_folder", "removing_files"]
