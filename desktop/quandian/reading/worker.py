"""The child process that reads Word files: a request on standard input, the answer on standard output, until the end.

Started by ``isolate``. A request is one line of JSON ({"name", "size", "seconds"}) followed by ``size`` bytes; the
answer is one line of JSON with the draft, or with the code and facts of a UserError.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO

from quandian.core.errors import UserError
from quandian.core.model import ReportDraft
from quandian.reading.open import read_bytes

MEMORY_BYTES = 2 * 1024**3  # enough for the largest XML that is read, far from what would hurt a small machine

_DRAFT_FIELDS = (
    *("text", "title", "source_name", "media_type", "issuer", "doc_number", "issued_on", "period", "place", "kind"),
    *("encoding", "notices"),
)


def main() -> None:
    """Answer requests until standard input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get into the answers
    limit_memory(MEMORY_BYTES)
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        if len(data) < request["size"]:
            return
        _limit_time(request["seconds"])
        _write(answers, _answer(request["name"], data))


def _answer(name: str, data: bytes) -> dict[str, Any]:
    try:
        return encode(read_bytes(name, data))
    except UserError as error:
        return {"error": error.code, "facts": error.facts}
    except MemoryError:
        return {"error": "import.too_hungry", "facts": {"name": name, "limit": MEMORY_BYTES // 2**20}}
    except RecursionError:
        return {"error": "import.damaged", "facts": {"name": name}}


def encode(draft: ReportDraft) -> dict[str, Any]:
    """Return a draft as plain values, without the source, which the parent has."""
    passages = [(p.ordinal, p.paragraph, p.start, p.end, p.role.value, p.level, p.section) for p in draft.passages]
    return {"draft": {name: getattr(draft, name) for name in _DRAFT_FIELDS}, "passages": passages}


def _write(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer, ensure_ascii=True).encode("ascii") + b"\n")
    answers.flush()


if sys.platform == "win32":
    import ctypes

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; the two nested structures are laid out flat."""

        _fields_ = [
            *(("PerProcessUserTimeLimit", ctypes.c_int64), ("PerJobUserTimeLimit", ctypes.c_int64)),
            *(("LimitFlags", ctypes.c_uint32), ("MinimumWorkingSetSize", ctypes.c_size_t)),
            *(("MaximumWorkingSetSize", ctypes.c_size_t), ("ActiveProcessLimit", ctypes.c_uint32)),
            *(("Affinity", ctypes.c_size_t), ("PriorityClass", ctypes.c_uint32), ("SchedulingClass", ctypes.c_uint32)),
            *((name, ctypes.c_uint64) for name in ("Read", "Write", "Other", "ReadBytes", "WriteBytes", "OtherBytes")),
            *(("ProcessMemoryLimit", ctypes.c_size_t), ("JobMemoryLimit", ctypes.c_size_t)),
            *(("PeakProcessMemoryUsed", ctypes.c_size_t), ("PeakJobMemoryUsed", ctypes.c_size_t)),
        ]

    def limit_memory(size: int) -> None:
        """Let this process have at most ``size`` bytes, through a job object of its own."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        limits = _Limits(LimitFlags=0x100, ProcessMemoryLimit=size)  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
        kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))

    def _limit_time(seconds: int) -> None:
        """The parent ends a child that takes too long; Windows has no limit of its own for that."""

else:
    import resource

    def limit_memory(size: int) -> None:
        """Let this process have at most ``size`` bytes of address space."""
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard != resource.RLIM_INFINITY:
            size = min(size, hard)
        try:
            resource.setrlimit(resource.RLIMIT_AS, (size, hard))
        except (ValueError, OSError):  # macOS refuses limits below what is mapped; the parent's time limit remains
            sys.stderr.write("no memory limit on this system\n")

    def _limit_time(seconds: int) -> None:
        """End this process by itself when it computes for too long, so that no child outlives a killed parent."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        soft = int(used.ru_utime + used.ru_stime) + 2 * seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


if __name__ == "__main__":
    main()
