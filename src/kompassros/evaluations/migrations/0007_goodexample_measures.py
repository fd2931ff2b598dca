from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0006_remove_course_summary")]

    operations = [
        migrations.AddField(model_name="goodexample", name="measures", field=models.JSONField(default=list)),
    ]
