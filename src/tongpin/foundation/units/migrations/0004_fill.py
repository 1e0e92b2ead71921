"""What the new tables say of the rows that are there: how units stand, earlier notes of exemptions, which posts are meant.

Earlier moves and names were not kept, so a unit's history begins with how it stands now.
"""

from django.db import migrations

from tongpin.foundation.units.rules import seat_of


def fill(apps, schema_editor):
    def rows_of(name):
        return apps.get_model("units", name).objects.using(schema_editor.connection.alias)

    states, exemptions, posts = rows_of("UnitState"), rows_of("Exemption"), rows_of("Post")
    for unit in rows_of("Unit").order_by("pk"):
        states.create(
            unit=unit, parent=unit.parent, name=unit.name, has_committee=unit.has_committee, has_groups=unit.has_groups,
            valid_from=unit.valid_from, valid_to=unit.valid_to,
        )
    # Memberships follow one another and the note went along: the first day is the earliest one's, the end the last one's.
    noted = {}
    for row in rows_of("Membership").exclude(exempt_reason="").order_by("valid_from", "pk"):
        noted.setdefault(row.person_id, []).append(row)
    for person, rows in noted.items():
        begin = None if any(row.valid_from is None for row in rows) else min(row.valid_from for row in rows)
        end = None if any(row.valid_to is None for row in rows) else max(row.valid_to for row in rows)
        note = rows[-1].exempt_reason
        exemptions.create(person_id=person, ground="noted", valid_from=begin, valid_to=end, note=note)
    secretaries = set()
    for post in posts.select_related("unit").order_by("pk"):
        seat = seat_of(post.title, post.unit.kind)
        if seat == "secretary" and post.valid_to is None:
            if post.unit_id in secretaries:  # two at once: the first stands, the second keeps its title only
                continue
            secretaries.add(post.unit_id)
        if seat:
            posts.filter(pk=post.pk).update(seat=seat)


class Migration(migrations.Migration):

    dependencies = [
        ("units", "0003_structure"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
