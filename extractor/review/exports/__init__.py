"""What people have checked, in the forms that others take: gold for evaluation and training, and
tasks for Label Studio."""

from extractor.review.exports.files import write_gold, write_tasks
from extractor.review.exports.gold import gold
from extractor.review.exports.labelstudio import labelling_config, task

__all__ = ["gold", "labelling_config", "task", "write_gold", "write_tasks"]
