"""The triggers that keep the audit tables from being rewritten, for both databases.

Bodies may be erased, and only when an erasure for the entry stands in the table beside them.
"""

FROZEN = ("kernel_journalentry", "kernel_journaltouch", "kernel_erasure")
ERASED = "(SELECT 1 FROM kernel_erasure e WHERE e.entry_id = OLD.entry_id)"


def _sqlite() -> list[str]:
    made = []
    for verb in ("UPDATE", "DELETE"):
        made += [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the journal cannot be rewritten'); END"
            for table in FROZEN
        ]
        made.append(
            f"CREATE TRIGGER kernel_journalbody_no_{verb.lower()} BEFORE {verb} ON kernel_journalbody "
            f"WHEN NOT EXISTS {ERASED} BEGIN SELECT RAISE(ABORT, 'the journal cannot be rewritten'); END"
        )
    made.append(
        "CREATE TRIGGER kernel_feed_no_delete BEFORE DELETE ON kernel_feed "
        "BEGIN SELECT RAISE(ABORT, 'the journal cannot be rewritten'); END"
    )
    made.append(
        "CREATE TRIGGER kernel_feed_forward BEFORE UPDATE ON kernel_feed WHEN NEW.seq <> OLD.seq + 1 "
        "BEGIN SELECT RAISE(ABORT, 'a feed grows by one'); END"
    )
    return made


def _postgresql() -> list[str]:
    refuse = "BEGIN RAISE EXCEPTION 'the journal cannot be rewritten'; END"
    made = [
        f"CREATE FUNCTION kernel_refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        "CREATE FUNCTION kernel_refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF NOT EXISTS {ERASED} THEN RAISE EXCEPTION 'the journal cannot be rewritten'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION kernel_feed_forward() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF NEW.seq <> OLD.seq + 1 THEN RAISE EXCEPTION 'a feed grows by one'; END IF; RETURN NEW; END $$",
    ]
    for table in FROZEN:
        made.append(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION kernel_refuse_rewrite()"
        )
    for table in (*FROZEN, "kernel_journalbody", "kernel_feed"):
        made.append(
            f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse_rewrite()"
        )
    made += [
        "CREATE TRIGGER kernel_journalbody_frozen BEFORE UPDATE OR DELETE ON kernel_journalbody "
        "FOR EACH ROW EXECUTE FUNCTION kernel_refuse_unless_erased()",
        "CREATE TRIGGER kernel_feed_no_delete BEFORE DELETE ON kernel_feed "
        "FOR EACH ROW EXECUTE FUNCTION kernel_refuse_rewrite()",
        "CREATE TRIGGER kernel_feed_forward BEFORE UPDATE ON kernel_feed "
        "FOR EACH ROW EXECUTE FUNCTION kernel_feed_forward()",
    ]
    return made


def creating(vendor: str) -> list[str]:
    """Return the statements that create every trigger on this kind of database."""
    return _postgresql() if vendor == "postgresql" else _sqlite()
