from __future__ import annotations

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task_type import TaskType


class GeneratePdf(LlmTask):
    """Turns Markdown into a PDF; margins and font size in points."""

    def __init__(
        self,
        task_ref_name: str,
        markdown: str,
        page_size: str | None = None,
        margin_top: float | None = None,
        margin_right: float | None = None,
        margin_bottom: float | None = None,
        margin_left: float | None = None,
        theme: str | None = None,
        base_font_size: float | None = None,
        image_base_url: str | None = None,
        pdf_metadata: dict[str, str] | None = None,
        output_location: str | None = None,
        task_name: str | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.GENERATE_PDF,
            task_name,
            {"markdown": markdown},
            pageSize=page_size,
            marginTop=margin_top,
            marginRight=margin_right,
            marginBottom=margin_bottom,
            marginLeft=margin_left,
            theme=theme,
            baseFontSize=base_font_size,
            imageBaseUrl=image_base_url,
            pdfMetadata=pdf_metadata,
            outputLocation=output_location,
        )
