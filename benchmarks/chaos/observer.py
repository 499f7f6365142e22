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
        rows, at_zoom = read_rows(self._app), self._system.zoom.state
        for received in self._system.mails.messages_after(self._read_up_to):
            self._read_up_to = received.number
            if read := read_mail(received):
                self._mails[read[0]].append(read[1])
        return Facts.gathered(rows, read_meetings(at_zoom), self._mails, at_zoom["late"])
