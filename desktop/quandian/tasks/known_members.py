"""Who was in a shared folder when it was last read: what is shown while the folder is gone, or a member's file is cut.

Kept beside the settings, not in the project: it is no work of anybody, and the folder itself knows better.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from quandian.core.errors import UserError
from quandian.store.folder import FolderMember, facts_of, member_of, write_whole
from quandian.store.sharing import Attachment
from quandian.tasks import places

log = logging.getLogger(__name__)


def remember(attachment: Attachment, members: Sequence[FolderMember]) -> list[FolderMember]:
    """Keep who is in and return them; one whose file cannot be read now is as it was known."""
    known = {member.id: member for member in remembered(attachment)}
    found = [known.get(member.id, member) if not member.name else member for member in members]
    values = {member.id: facts_of(member) for member in found}
    try:
        write_whole(_file(attachment), json.dumps(values, ensure_ascii=False).encode())
    except UserError as error:  # a full disk: the list is only not there when the folder is gone
        log.info("cannot keep who is in the shared folder: %s", error.code)
    return found


def remembered(attachment: Attachment) -> list[FolderMember]:
    """Return who was in when the folder was last read; nobody where that is not known."""
    try:
        found = json.loads(_file(attachment).read_bytes())
    except (OSError, ValueError):
        return []
    if not isinstance(found, dict):
        return []
    members = [member_of(key, facts) for key, facts in found.items() if isinstance(facts, dict)]
    return sorted(members, key=lambda one: (one.name, one.id))


def without_own_past(attachment: Attachment, name: str, members: Sequence[FolderMember]) -> list[FolderMember]:
    """Leave out what this person was here on this computer before leaving and coming back: it is one member."""
    device = attachment.member.partition("-")[0]
    return [
        member
        for member in members
        if member.id == attachment.member
        or not (member.left and member.name == name and member.id.partition("-")[0] == device)
    ]


def _file(attachment: Attachment) -> Path:
    return places.config_dir() / "folders" / f"{attachment.member}.json"
