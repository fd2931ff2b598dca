from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0005_summaries_become_sections")]

    operations = [migrations.RemoveField(model_name="course", name="summary")]
