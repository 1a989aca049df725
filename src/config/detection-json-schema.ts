import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { detectionSchema } from './detection-schema.ts';

/**
 * The JSON Schema (draft 7) of the settings file, for editors. What JSON Schema cannot say (that a CIDR is valid, that a date exists) only
 * `parseDetectionSettings` checks.
 */
const detectionJsonSchema: JsonSchema = toJsonSchema(detectionSchema, { errorMode: 'ignore' });

/** The content of `knockwatch.schema.json`. */
export const detectionSchemaText = `${JSON.stringify(detectionJsonSchema, null, 2)}\n`;

/** Names that may stand in the object at a path of the settings: `['slack']` → `channel`, `criticalChannel`, … */
export const settingNamesAt = (path: readonly PropertyKey[]): readonly string[] => namesInSchema(detectionJsonSchema, path);

/** Names that may stand in the object at a path of what a schema describes. */
export function namesInSchema(whole: JsonSchema, path: readonly PropertyKey[]): readonly string[] {
  let schema: JsonSchema | undefined = whole;
  for (const step of path) schema = schema && childSchema(schema, step);
  return schema === undefined ? [] : Object.keys(objectSchema(schema)?.properties ?? {});
}

function childSchema(schema: JsonSchema, step: PropertyKey): JsonSchema | undefined {
  const child = typeof step === 'number' ? listSchema(schema).items : objectSchema(schema)?.properties?.[String(step)];
  return typeof child === 'object' && !Array.isArray(child) ? child : undefined;
}

/** A union of texts and a list: that list. */
const listSchema = (schema: JsonSchema): JsonSchema =>
  schema.anyOf?.find((option): option is JsonSchema => typeof option === 'object' && option.items !== undefined) ?? schema;

/** A union of texts, numbers and one object: that object. */
function objectSchema(schema: JsonSchema): JsonSchema | undefined {
  if (schema.anyOf === undefined) return schema;
  return schema.anyOf.find((option): option is JsonSchema => typeof option === 'object' && option.properties !== undefined);
}
