"""Reading and ingesting the same documents, and what is asked of the store that was made."""

from .runs import run

#: What is asked, as `depeche query` is.
QUESTIONS = {
    "statements": ["statements"],
    "statements --by FRA": ["statements", "--by", "FRA"],
    "statements --about France --since": ["statements", "--about", "France", "--since", "2024-02"],
    "statements --search (a frequent word)": ["statements", "--search", "accord"],
    "events --source FRA": ["events", "--source", "FRA"],
    "events --type AGREE --status occurred": ["events", "--type", "AGREE", "--status", "occurred"],
    "actors": ["actors"],
    "dyads FRA DEU --monthly": ["dyads", "FRA", "DEU", "--monthly"],
    "timeline FRA": ["timeline", "FRA"],
    "search (two words)": ["search", "ministre accord"],
    "sql, grouping all statements": ["sql", "SELECT act, count(*) FROM statements_view GROUP BY act"],
}
#: What the program takes without a question worth the name.
NOTHING = ["sql", "SELECT 1"]


def ways(program, path, store, arguments=()):
    """Reading, and ingesting into a new store."""

    def ingest():
        for old in store.parent.glob(f"{store.name}*"):
            old.unlink()
        return run([program, "ingest", "--offline", store, *arguments, path])

    output = store.with_suffix(".jsonl")
    return {"read": lambda: run([program, "read", "--offline", "--format", "jsonl", "--output", output, *arguments, path]), "ingest": ingest}


def ask(program, store, question):
    """Asks one question, started anew: what that took."""
    return run([program, "query", store, *question])
