// Where the boxes and lines of a workflow's drawing go: blocks within blocks, from top to bottom.
//
// A block is {width, height, center, nodes, lines, frames}; its coordinates start at its own upper left corner, and
// its way in and out is at x = center. With `ends` it has no way out: the workflow is over there.

export const BOX = { width: 190, height: 54 };
const GAP = 26, BETWEEN = 28, PAD = 16;

const moved = (block, dx, dy) => ({
  nodes: block.nodes.map(each => ({ ...each, x: each.x + dx, y: each.y + dy })),
  lines: block.lines.map(each => ({
    ...each, points: each.points.map(([x, y]) => [x + dx, y + dy]), at: each.at && [each.at[0] + dx, each.at[1] + dy],
  })),
  frames: block.frames.map(each => ({ ...each, x: each.x + dx, y: each.y + dy })),
});

function join(width, height, center, parts) {
  const block = { width, height, center, nodes: [], lines: [], frames: [] };
  for (const [part, dx, dy] of parts) {
    const there = moved(part, dx, dy);
    block.nodes.push(...there.nodes);
    block.lines.push(...there.lines);
    block.frames.push(...there.frames);
  }
  return block;
}

function box(task, width = BOX.width, height = BOX.height, shape = "box") {
  return { width, height, center: width / 2, nodes: [{ task, x: 0, y: 0, width, height, shape }], lines: [], frames: [] };
}

const empty = () => ({ width: BOX.width / 2, height: GAP, center: BOX.width / 4, nodes: [], frames: [],
  lines: [{ points: [[BOX.width / 4, 0], [BOX.width / 4, GAP]] }] });

/** A list of tasks, one below the other. `forked(task)` gives the tasks that a dynamic fork made. */
export function sequence(tasks, forked) {
  if (!tasks?.length) return empty();
  const blocks = tasks.map(task => one(task, forked));
  const left = Math.max(...blocks.map(each => each.center));
  const right = Math.max(...blocks.map(each => each.width - each.center));
  const parts = [], lines = [];
  let y = 0;
  blocks.forEach((block, index) => {
    if (index) {
      if (!blocks[index - 1].ends) lines.push({ points: [[left, y], [left, y + GAP]], arrow: true });
      y += GAP;
    }
    parts.push([block, left - block.center, y]);
    y += block.height;
  });
  const whole = join(left + right, y, left, parts);
  whole.lines.push(...lines);
  whole.ends = blocks[blocks.length - 1].ends;
  return whole;
}

function one(task, forked) {
  switch (task.type) {
    case "SWITCH":
    case "DECISION": {
      const cases = Object.entries(task.decisionCases ?? {}).map(([label, tasks]) => ({ label, tasks }));
      return branches(task, [...cases, { label: "default", tasks: task.defaultCase ?? [] }], forked);
    }
    case "FORK_JOIN":
      return branches(task, (task.forkTasks ?? []).map(tasks => ({ tasks })), forked);
    case "FORK_JOIN_DYNAMIC": {
      const made = forked(task);
      return made.length ? branches(task, made.map(each => ({ tasks: each ? [each] : [] })), forked) : box(task);
    }
    case "DO_WHILE":
      return loop(task, forked);
    case "TERMINATE":
      return { ...box(task), ends: true };
    default:
      return box(task);
  }
}

function branches(task, list, forked) {
  if (!list.length) return box(task);
  const labels = list.some(each => each.label !== undefined) ? 20 : 6;
  const blocks = list.map(each => sequence(each.tasks, forked));
  const inner = Math.max(...blocks.map(each => each.height));
  const total = blocks.reduce((sum, each) => sum + each.width, 0) + BETWEEN * (blocks.length - 1);
  const width = Math.max(total, BOX.width), center = width / 2;
  const top = BOX.height + GAP + labels, bottom = top + inner + GAP;
  const parts = [[box(task), center - BOX.width / 2, 0]], lines = [];
  let x = (width - total) / 2;
  blocks.forEach((block, index) => {
    const middle = x + block.center;
    lines.push({ points: [[center, BOX.height], [center, BOX.height + 12], [middle, BOX.height + 12], [middle, top]], arrow: true,
      label: list[index].label, at: [middle, BOX.height + 12 + labels], branch: { task, label: list[index].label } });
    if (!block.ends) lines.push({ points: [[middle, top + block.height], [middle, bottom - 8], [center, bottom - 8], [center, bottom]] });
    parts.push([block, x, top]);
    x += block.width + BETWEEN;
  });
  const whole = join(width, bottom, center, parts);
  whole.lines.push(...lines);
  whole.ends = blocks.every(each => each.ends);
  return whole;
}

function loop(task, forked) {
  const body = sequence(task.loopOver, forked);
  const wide = Math.max(body.width, BOX.width) + 2 * PAD + 14;
  const center = wide / 2 - 7, left = center - body.center;
  const top = BOX.height + GAP, height = top + body.height + PAD + 10;
  const whole = join(wide, height, center, [[box(task), center - BOX.width / 2, 0], [body, left, top]]);
  whole.frames.push({ x: 0, y: BOX.height / 2, width: wide, height: height - BOX.height / 2 });
  whole.lines.push({ points: [[center, BOX.height], [center, top]], arrow: true });
  if (body.ends) return { ...whole, ends: true };
  const last = top + body.height, right = wide - 8;
  whole.lines.push({ points: [[center, last], [center, last + 12], [right, last + 12], [right, BOX.height / 2 + 12], [center + BOX.width / 2, BOX.height / 2 + 12]], arrow: true, back: true });
  whole.lines.push({ points: [[center, last + 12], [center, height]] });
  return whole;
}

/** The whole workflow, with a start and an end. */
export function layout(definition, forked) {
  const round = 22;
  const body = sequence(definition.tasks, forked);
  const start = box({ start: true }, round, round, "start"), end = box({ end: true }, round, round, "end");
  const width = Math.max(body.width, BOX.width), left = (width - body.width) / 2, center = left + body.center;
  const top = round + GAP, bottom = top + body.height + GAP;
  const parts = [[start, center - round / 2, 0], [body, left, top]];
  const lines = [{ points: [[center, round], [center, top]], arrow: true }];
  if (!body.ends) {
    parts.push([end, center - round / 2, bottom]);
    lines.push({ points: [[center, top + body.height], [center, bottom]], arrow: true });
  }
  const whole = join(width, body.ends ? bottom - GAP : bottom + round, center, parts);
  whole.lines.push(...lines);
  return whole;
}
