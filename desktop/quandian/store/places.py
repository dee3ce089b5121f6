"""Folders where SQLite's write-ahead log is not safe: network shares and folders that a program synchronises."""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from pathlib import Path

# Folder names the synchronising programs make. Only whole path components count, so "boxes" is no Box.
_SYNCED = r"""^(
    onedrive([ ]?-.*)? | dropbox([ ]?\(.*\))? | nutstore.* | 坚果云.* | 我的坚果云
    | icloud([ ]?drive)? | iclouddrive | mobile[ ]documents | com~apple~clouddocs | cloudstorage
    | seafile([ ]files)? | seadrive.* | google[ ]?drive | my[ ]drive | googledrive-.* | box([ ]sync)?
    | nextcloud | owncloud
    | baidusyncdisk | baidunetdisk.* | 百度网盘.* | wps[ ]?drive.* | wps云盘 | wps[ ]cloud[ ]files
    | weiyun.* | 微云.* | 腾讯微云.* | 阿里云盘.* | 天翼云盘.* | 联想.*云.* | 华为云空间.* | 夸克网盘.*
    | megasync.* | mega | pcloud.* | pclouddrive | syncthing | resilio[ ]sync | yandex[.]disk | 123pan.* | 115.*网盘.*
    )$"""
_MARKERS = (".stfolder", ".dropbox", ".owncloudsync.log", ".nutstore", ".SeaDrive")
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_TYPES = (
    r"^(nfs\d?|cifs|smb\w*|ncpfs|afs|9p|ceph|glusterfs|lustre|beegfs|davfs\d?|vboxsf|prl_fs|vmhgfs|drvfs|coda"
    r"|fuse\.(sshfs|rclone|davfs\d?|glusterfs|vmhgfs-fuse|gvfsd-fuse|s3fs|seadrive\S*|ceph\S*|smbnetfs))$"
)
_DRIVE_REMOTE = 4  # GetDriveTypeW


def is_risky_for_wal(path: Path) -> bool:
    """Whether the file lies where two machines, or a synchronising program, may touch it behind SQLite's back."""
    full = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link out of the synchronised folder
    real = full.parent.resolve()
    return is_synchronised(full) or is_synchronised(real / full.name) or is_network(real)


@cache
def _synced() -> re.Pattern[str]:
    return re.compile(_SYNCED, re.IGNORECASE | re.VERBOSE)


def is_synchronised(path: Path) -> bool:
    """Whether a folder above the file belongs to a synchronising program, by its name or the program's marker."""
    if any(_synced().match(part) for part in path.parent.parts):
        return True
    for variable in _CLOUD_VARIABLES:
        root = os.environ.get(variable)
        if root and path.is_relative_to(root):
            return True
    return any((folder / marker).exists() for folder in path.parents for marker in _MARKERS)


def is_network(folder: Path) -> bool:
    """Whether the folder lies on a network file system, as far as this system tells; macOS volumes count as such."""
    if sys.platform == "win32":
        text = str(folder)
        if text.startswith(("\\\\", "//")):
            return True
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)
    if sys.platform == "darwin":
        return folder.is_relative_to("/Volumes") or folder.is_relative_to("/Network")
    return bool(re.match(_NETWORK_TYPES, mount_type(folder)))


def mount_type(folder: Path, table: str = "/proc/self/mountinfo") -> str:
    """Return the file system type of the mount that holds ``folder``, or empty where the table cannot be read."""
    try:
        lines = Path(table).read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, found = -1, ""
    for line in lines:
        left, _, right = line.partition(" - ")
        parts = left.split()
        if len(parts) < 5 or not right:
            continue
        point = re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), parts[4])
        if folder.is_relative_to(point) and len(point) >= best:  # a later mount hides an earlier one
            best, found = len(point), right.split()[0]
    return found
