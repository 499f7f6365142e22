"""Looking at the system from all sides, as often as one likes."""

from collections import defaultdict
from collections.abc import Collection

from benchmarks.chaos.facts import Facts, Mail, Stays, read_mail, read_meetings, read_rows
from benchmarks.chaos.system import System
from pinmycal import config
from pinmycal.app import create_app
from pinmycal.extensions import db


class Observer:
    """Keeps every mail that it has seen. `recovered`: meetings that hosts took out of the trash."""

    def __init__(self, system: System, recovered: Collection[int] = ()) -> None:
        self._system, self._recovered = system, recovered
        self._app = create_app(config.read(system.environment))
        self._mails: dict[str, list[Mail]] = defaultdict(list)
        self._read_up_to = 0

    def close(self) -> None:
        """Let go of the database."""
        with self._app.app_context():
            db.session.remove()
            db.engine.dispose()

    def look(self) -> Facts:
        """The facts of this moment, or nearly: one side is read after the other."""
        rows, at_zoom = read_rows(self._app), self._system.zoom.state
        for received in self._system.mails.messages_after(self._read_up_to):
            self._read_up_to = received.number
            if read := read_mail(received):
                self._mails[read[0]].append(read[1])
        meetings = read_meetings(at_zoom["meetings"], self._staying())
        return Facts.gathered(rows, meetings, self._mails, at_zoom["late"])

    def _staying(self) -> dict[int, Stays]:
        refused = {
            int(call["path"].rpartition("/")[2])
            for call in self._system.zoom.calls
            if call["operation"] == "delete" and call["fault"] == "refusal"
        }
        recovered = dict.fromkeys(self._recovered, Stays.RECOVERED)
        return recovered | dict.fromkeys(refused, Stays.REFUSED)
