"""What happens while watching, as a log: lines for people, or JSON lines for programs."""

from summarizer.commands.answers import answer_line
from summarizer.commands.front import complain
from summarizer.contract import Entry, digest_entry, stamp
from summarizer.table import plain_text
from summarizer.watch import EntryRead, Event, FeedLooked, Result, Started, Stopped, Trouble


def tell_line(event: Event) -> None:
    """A line for an event, if it is worth one; what stands in the way goes to standard error."""
    if isinstance(event, Trouble):
        complain(plain_text(event.problem))
    elif line := event_line(event):
        print(f"{event.at.astimezone():%Y-%m-%d %H:%M:%S}  {plain_text(line)}", flush=True)


def tell_json(event: Event) -> None:
    """An event as one line of JSON."""
    answer_line(event_entry(event))


def event_line(event: Event) -> str:
    """An event in a line for people; empty for a look that brought nothing."""
    match event:
        case Started():
            return f"watching {event.feeds} feeds; {event.waiting} entries wait to be read"
        case Stopped():
            return f"stopped; {event.waiting} entries wait to be read"
        case Trouble():
            return f"trying again: {event.problem}"
        case FeedLooked(result=Result.UNCHANGED):
            return ""
        case FeedLooked(result=Result.NEW):
            edited = f", {event.edited} edited" if event.edited else ""
            return f"{event.feed}: {event.new} new{edited}"
        case FeedLooked():
            again = f"; again at {event.due.astimezone():%H:%M}" if event.due else "; it is not asked for any more"
            return f"{event.feed}: {event.error}{again}"
        case EntryRead():
            title = event.title or event.link or "an entry without a title"
            return f"{event.feed}: {event.became}: {title}" + (f" ({event.reason})" if _needs_reason(event) else "")


def _needs_reason(event: EntryRead) -> bool:
    return event.reason != event.became.value


def event_entry(event: Event) -> Entry:
    """An event as ``--json`` prints it; keys are stable, more may come."""
    entry: Entry = {"event": _NAMES[type(event)], "at": stamp(event.at)}
    match event:
        case Started():
            return {**entry, "feeds": event.feeds, "waiting": event.waiting}
        case Stopped():
            return {**entry, "waiting": event.waiting}
        case Trouble():
            return {**entry, "problem": event.problem}
        case FeedLooked():
            due = stamp(event.due) if event.due else None
            counted = {"new": event.new, "edited": event.edited}
            return {
                **entry,
                "feed": event.feed,
                "result": str(event.result),
                **counted,
                "error": event.error,
                "due": due,
            }
        case EntryRead():
            return {
                **entry,
                "feed": event.feed,
                "title": event.title,
                "link": event.link,
                "became": str(event.became),
                "reason": event.reason,
                "edited": event.edited,
                "digest": digest_entry(event.digest) if event.digest else None,
            }


_NAMES = {Started: "started", Stopped: "stopped", Trouble: "trouble", FeedLooked: "feed", EntryRead: "entry"}
