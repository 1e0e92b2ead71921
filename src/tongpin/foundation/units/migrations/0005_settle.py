from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("units", "0004_fill"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="membership",
            name="exempt_reason",
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('seat', 'secretary'), ('valid_to', None)), fields=('unit',), name='one_current_secretary_per_unit'),
        ),
    ]
