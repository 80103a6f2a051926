// What a person said of time and of triggers, cut out of what was typed: nothing is reworded, what is not found is left out.
// Only what is told counts: "when can I run again?" is a question and no trigger, "an eight-week plan" no time of pain.

const NUMBER = "\\d+(?:\\.\\d+)?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?|several|a couple of|couple of|a few|few";
const UNIT = "(?:minute|hour|day|night|week|wk|month|year|yr|fortnight)s?";
const SPAN = `(?:(?:for|over|about|around|almost|nearly|more than|going on|the last|the past|last)\\s+)*(?:${NUMBER})\\s*(?:-\\s*|(?:to|or)\\s+(?:${NUMBER})\\s+)?${UNIT}(?:\\s+(?:ago|now))?`;
const TIME = new RegExp(`\\b(?:since\\s+[\\p{L}\\d' ]{2,40}|${SPAN}|yesterday|(?:for )?ages|last (?:week|month|year|night|spring|summer|autumn|fall|winter)|(?:this|every) (?:morning|evening|night))`, "giu");
const PAIN = /\b(?:hurt(?:s|ing)?|pain(?:s|ful)?|sore(?:ness)?|ach(?:e|es|ed|ing|y)|stiff(?:ness)?|click(?:s|ing)?|burn(?:s|ing)?|throb(?:s|bing)?|flar(?:e|es|ed|ing)|twinges?|niggl(?:e|es|ing)|swell(?:s|ing)?|swollen|locks?|gives? way|comes? on|came on|bother(?:s|ing)?)\b/iu;
const CHANGES = /\b(?:worse(?:ns?)?|better|easier|sorer|eas(?:es|ed)|settl(?:es|ed)|goes away|helped by)\b/iu;
const TOLD_TIME = /\b(?:since|start(?:s|ed)|beg[au]n|ago|been|had (?:it|this)|going on|now|ages)\b/iu;
const NOT_OF_PAIN = /\b(?:hold(?:s|ing)?|plans?|programmes?|programs?|races?|marathon|years? old|aged|shoes?|trainers|per (?:week|day)|(?:a|each|every) (?:week|day)|(?:been|ve) (?:running|training|walking|cycling|lifting|a runner)|(?:running|training|cycling|lifting) for)\b/iu;
const BEGAN = /\b(?:start(?:s|ed)|beg[au]n|happened|came on)\b/iu;
const TRIGGER = /\b(?:when(?:ever)?|while|during|after|first thing|at night|in the mornings?|(?:going |walking |running )?(?:up|down)(?:hill| ?stairs)|on (?:the )?(?:stairs|hills?|slopes?|rest|impact)|with (?:rest|exercise|heat|ice|movement)|only if|worse(?:ns?)?|better|easier|sorer|eas(?:es|ed)|settl(?:es|ed)|goes away|helped by)\b.*/iu;
const QUESTION = /^(?:(?:and|but|so|also|or|ok|okay|then|well|please|hi|hello)\s+)*(?:what|which|who|why|how|where|when\s+(?:can|could|should|will|would|do|does|is|are|may|might)|should|shall|can|could|would|will|may|might|do|does|did|is|are|am|was|were|has|have\s+(?:i|you)|any)\b/iu;
const TELLING = /\b(?:that|because)\s+(?=(?:my|it|i|the)\b)/iu; // "is it normal that my knee hurts going downhill?"

function told(message) {
  return message.split(/(?<=[.!?])\s+|[,;:\n()]+|\s+[-–—]\s+|\s+but\s+/u).map((part) => part.replace(/[.!?\s]+$/u, "").trim()).flatMap((part) => {
    if (!QUESTION.test(part)) return [part];
    const after = part.split(TELLING)[1];
    return after ? [after] : [];
  });
}

// Each once; what stands in a longer one is left to it.
function distinct(found) {
  const all = [...new Set(found.map((words) => words.trim().replace(/\s+/g, " ")).filter(Boolean))];
  return all.filter((words) => !all.some((other) => other !== words && other.toLowerCase().includes(words.toLowerCase())));
}

// `read` are the words in which the safety rules read how long it has hurt.
export function timesIn(messages, read = []) {
  const clauses = messages.flatMap(told).filter((clause) => PAIN.test(clause) || (TOLD_TIME.test(clause) && !NOT_OF_PAIN.test(clause)));
  const times = (words) => words.match(TIME) ?? [];
  return distinct([...clauses.flatMap(times), ...read.filter((words) => times(words).length)]);
}

export function triggersIn(messages) {
  return distinct(messages.flatMap(told).flatMap((clause) => {
    if (!PAIN.test(clause) && !CHANGES.test(clause)) return [];
    const found = clause.match(TRIGGER)?.[0] ?? "";
    return /^after\b/iu.test(found) && BEGAN.test(clause) ? [] : [found]; // how it began is no trigger
  }));
}
