/** What the chat products accept and what a reader can take in. Lengths in UTF-16 units unless they say bytes. */
export const limits = {
  /** docs.slack.dev/reference/block-kit */
  slack: {
    blocks: 50,
    /** All blocks of a message together, about (slackapi/bolt-js#2509); here with their JSON, which is the safe side. */
    allBlocks: 13_000,
    header: 150,
    section: 3000,
    fields: 10,
    field: 2000,
    contextElements: 10,
    buttonText: 75,
    buttonValue: 2000,
    actionId: 255,
    blockId: 255,
    accessibilityLabel: 75,
    overflowOptions: 5,
    overflowValue: 150,
    /** Of an option in a menu or beside a box. */
    optionValue: 150,
    imageUrl: 3000,
    altText: 2000,
    inputLabel: 150,
    /** Boxes in one element. */
    checkboxes: 10,
    confirmTitle: 100,
    confirmText: 300,
    confirmButton: 30,
    /** chat.postMessage recommends 4,000 and cuts at 40,000. */
    text: 4000,
    modalTitle: 24,
    optionText: 75,
  },
  teams: {
    /** The message may have 80 KB with its envelope; the card leaves room for it. */
    cardBytes: 72_000,
    /** Teams draws six actions of a row, those in its overflow menu included; each ActionSet counts anew. */
    actions: 6,
    summary: 1000,
  },
  /** Of one card, before a product's own limits. */
  card: {
    title: 300,
    line: 400,
    facts: 10,
    factLabel: 60,
    factValue: 300,
    columns: 5,
    rows: 12,
    cell: 120,
    why: 1800,
    quote: 700,
    citations: 4,
    options: 6,
    optionText: 500,
    label: 75,
    candidates: 6,
    /** Buttons for what it may be. */
    typeCandidates: 3,
    /** What it may be said to be instead. */
    otherTypes: 40,
    /** Questions about what was read from a document. */
    formQuestions: 6,
    /** Of one answer: longer values are no numbers, dates or names. */
    fieldAnswer: 300,
    notices: 4,
    questions: 4,
    question: 600,
    steps: 12,
    names: 6,
    related: 6,
    /** Buttons side by side; the rest goes to the overflow menu. */
    visibleActions: 3,
    /** Of an id that travels in a button. */
    id: 200,
  },
  /** Of several alike in one message. */
  batch: {
    items: 50,
    /** What one press may carry. */
    pressed: 200,
    label: 160,
    detail: 160,
  },
  notice: {
    sections: 12,
    lines: 25,
    line: 300,
  },
} as const;
