// Typed values of the SDK as what protobuf-es is created from.

import { Level } from "./protobuf/payloads_pb.js";

/** @param {Map<any, any>} map */
const object = (map) => Object.fromEntries(map);
/** @param {any} item */
const item = ({ in_stock: inStock, ...rest }) => ({ ...rest, inStock });
/** @param {any} shot */
const shot = ({ on_target: onTarget, ...rest }) => ({ ...rest, onTarget });
/** @param {any} event */
const event = (event) => ({ ...event, details: object(event.details) });
/** @param {any} result */
const outcome = ({ ok, value, error }) => ({ outcome: ok ? { case: "ok", value } : { case: "error", value: error } });

/** @type {Record<string, (value: any) => any>} */
export const messages = {
  small_admin: (value) => ({
    title: value.title,
    item: item(value.item),
    labels: object(value.labels),
    canEdit: value.can_edit,
    canPublish: value.can_publish,
    archived: value.archived,
  }),
  type_matrix: (value) => ({
    digest: value.digest,
    level: Level[value.level.toUpperCase()],
    pair: { first: value.pair[0], second: value.pair[1] },
    triple: { first: value.triple[0], second: value.triple[1], third: value.triple[2] },
    note: value.note,
    accepted: outcome(value.accepted),
    refused: outcome(value.refused),
    byNumber: object(value.by_number),
    byAnswer: object(value.by_answer),
    nothing: {},
  }),
  repeated_records: (value) => ({ page: value.page, total: value.total, items: value.items.map(item) }),
  nested_game: (value) => ({
    id: value.id,
    home: value.home,
    away: value.away,
    events: value.events.map(event),
    eventsByCode: Object.fromEntries([...value.events_by_code].map(([code, one]) => [code, event(one)])),
  }),
  large_shots: (value) => ({
    shots: value.shots.map(shot),
    counts: object(value.counts),
  }),
};
