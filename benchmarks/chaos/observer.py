"""Looking at the system from all sides, as often as one likes."""

from collections import defaultdict

from benchmarks.chaos.facts import Facts, Mail, read_mail, read_meetings, read_rows
from benchmarks.chaos.system import System
from pinmycal import config
from pinmycal.app import create_app


class Observer:
    """Keeps every mail that it has seen."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._app = create_app(config.read(system.environment))
        self._mails: dict[str, list[Mail]] = defaultdict(list)
        self._read_up_to = 0

    def look(self) -> Facts:
        """The facts of this moment, or nearly: one side is read after the other."""
        rows, meetings = read_rows(self._app), read_meetings(self._system.zoom)
        for received in self._system.mails.messages_after(self._read_up_to):
            self._read_up_to = received.number
            if read := read_mail(received):
                self._mails[read[0]].append(read[1])
        return Facts.gathered(rows, meetings, self._mails)
