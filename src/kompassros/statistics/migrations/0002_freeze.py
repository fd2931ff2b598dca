from typing import ClassVar

from django.db import migrations

from kompassros.records.triggers import FreezeTable


class Migration(migrations.Migration):
    dependencies: ClassVar = [("statistics", "0001_initial")]
    operations: ClassVar = [FreezeTable("statistics_release")]
