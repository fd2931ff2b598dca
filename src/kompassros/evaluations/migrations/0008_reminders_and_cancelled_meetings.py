from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0007_goodexample_measures")]

    operations = [
        migrations.AddField(model_name="documentrequest", name="reminded_for", field=models.DateField(null=True)),
        migrations.AddField(model_name="selfanswer", name="reminded_for", field=models.DateField(null=True)),
        migrations.AddField(model_name="action", name="reminded_for", field=models.DateField(null=True)),
        migrations.AddField(model_name="meeting", name="cancelled_why", field=models.TextField(blank=True)),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("held", False), ("cancelled_why", ""), _connector="OR"),
                name="held_meeting_is_not_cancelled",
            ),
        ),
    ]
