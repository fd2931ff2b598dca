"""The one task that the worker runs: a job."""

from django_tasks import task

from kompassros.records import jobs


@task()
def run_job(job_id: int) -> None:
    """Run the job with this number."""
    jobs.run(job_id)
