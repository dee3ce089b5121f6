"""Identifiers and clocks: UUIDv7 (RFC 9562), content-addressed report ids, and the hybrid logical clock."""

from __future__ import annotations

import hashlib
import os
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

REPORT_NAMESPACE = uuid.UUID(
    "6f0d3c52-7a63-5b0e-9c1a-51d9a2c0f7e1"
)  # fixed: the same text is the same report everywhere

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def new_id() -> str:
    """Return a UUIDv7 as text; ids made by one process are strictly increasing (RFC 9562, method 1: 12-bit counter)."""
    global _last_ms, _counter
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _counter = now, int.from_bytes(os.urandom(2), "big") & 0x7FF
        else:
            _counter += 1
            if _counter > 0xFFF:
                _last_ms, _counter = _last_ms + 1, 0
        ms, count = _last_ms, _counter
    tail = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    value = (ms << 80) | (0x7 << 76) | (count << 64) | (0b10 << 62) | tail
    return str(uuid.UUID(int=value))


def sha256_text(text: str) -> str:
    """Return the SHA-256 of the UTF-8 text as hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sha256_bytes(data: bytes) -> str:
    """Return the SHA-256 of the bytes as hex."""
    return hashlib.sha256(data).hexdigest()


def report_id_of(text_sha256: str) -> str:
    """Return the report id of a text: UUIDv5 of its hash, so two analysts who import one file get one report."""
    return str(uuid.uuid5(REPORT_NAMESPACE, text_sha256))


def utc_now() -> str:
    """Return the time now as ISO 8601 in UTC with milliseconds, for example ``2026-11-23T02:30:00.123Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


class HybridClock:
    """Hybrid logical clock (Kulkarni et al. 2014): never behind what it has seen, close to wall time.

    ``tick`` returns text that sorts by time: 13 digits of milliseconds, 4 hex digits of counter, and the device id that
    breaks ties, joined by ``-``. ``wall`` returns the milliseconds since 1970; another one than the system's is for
    tests of clocks that go wrong.
    """

    def __init__(self, device: str, last: str = "", wall: Callable[[], int] | None = None) -> None:
        self._device = device
        self._wall = wall or _wall_ms
        self._ms = 0
        self._count = 0
        if last:
            self.observe(last)

    def observe(self, clock: str) -> None:
        """Take in a clock value seen elsewhere, so that the next tick is later than it."""
        ms, count = int(clock[:13]), int(clock[14:18], 16)
        if (ms, count) > (self._ms, self._count):
            self._ms, self._count = ms, count

    def tick(self) -> str:
        """Return the next clock value; strictly increasing."""
        now = self._wall()
        if now > self._ms:
            self._ms, self._count = now, 0
        else:
            self._count += 1
            if self._count > 0xFFFF:
                self._ms, self._count = self._ms + 1, 0
        return f"{self._ms:013d}-{self._count:04x}-{self._device}"
