from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task_type import TaskType


class GenerateVideo(LlmTask):
    """Lets a model make ``n`` videos; ``duration`` in seconds, width and height in pixels."""

    def __init__(
        self,
        task_ref_name: str,
        llm_provider: str,
        model: str,
        prompt: str,
        input_image: str | None = None,
        duration: int | None = None,
        width: int | None = None,
        height: int | None = None,
        fps: int | None = None,
        aspect_ratio: str | None = None,
        resolution: str | None = None,
        size: str | None = None,
        style: str | None = None,
        motion: str | None = None,
        seed: int | None = None,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        person_generation: str | None = None,
        generate_audio: bool | None = None,
        generate_thumbnail: bool | None = None,
        max_duration_seconds: int | None = None,
        max_cost_dollars: float | None = None,
        n: int = 1,
        output_format: str | None = None,
        prompt_variables: dict[str, Any] | None = None,
        task_name: str | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.GENERATE_VIDEO,
            task_name,
            {"llmProvider": llm_provider, "model": model, "prompt": prompt, "n": n},
            inputImage=input_image,
            duration=duration,
            width=width,
            height=height,
            fps=fps,
            aspectRatio=aspect_ratio,
            resolution=resolution,
            size=size,
            style=style,
            motion=motion,
            seed=seed,
            guidanceScale=guidance_scale,
            negativePrompt=negative_prompt,
            personGeneration=person_generation,
            generateAudio=generate_audio,
            generateThumbnail=generate_thumbnail,
            maxDurationSeconds=max_duration_seconds,
            maxCostDollars=max_cost_dollars,
            outputFormat=output_format,
            promptVariables=prompt_variables or None,
        )
