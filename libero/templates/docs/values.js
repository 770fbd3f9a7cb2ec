"use strict";
const data = JSON.parse(document.getElementById("data").textContent);

// Plain JSON, which people write, to typed JSON, which servers read, and back: by the types in `data`.
const values = (() => {
  const OPTION = "gleam/option.Option";
  const RESULT = "gleam/result.Result";
  const tagged = (type, variant, fields) => ({ type, variant, fields });

  class Wrong extends Error {}
  const wrong = (path, text) => { throw new Wrong(path ? `${path}: ${text}` : text); };
  const shown = (value) => {
    if (value === null) return "null";
    if (value === undefined) return "nothing";
    if (Array.isArray(value)) return "an array";
    return { string: "text", number: "a number", boolean: "true or false", object: "an object" }[typeof value];
  };
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);
  const at = (path, step) => (typeof step === "number" ? `${path}[${step}]` : path ? `${path}.${step}` : step);

  // A type where it stands: with what the parameters of the types around it stand for.
  const resolve = (place) => {
    while (Array.isArray(place.ty) && place.ty[0] === "var" && place.scope) place = place.scope[place.ty[1]];
    return place;
  };
  const inner = (place, ty) => ({ ty, scope: place.scope });
  const declared = ({ ty, scope }) => {
    const [index, args] = typeof ty === "number" ? [ty, []] : [ty[1], ty.slice(2)];
    const [name, isEnum, params, variants] = data.types[index];
    const own = {};
    params.forEach((param, at) => { own[param] = { ty: args[at], scope }; });
    return { name, isEnum, variants, scope: own };
  };
  const isNullable = (place) => {
    const { ty } = resolve(place);
    return ty === "nil" || ty[0] === "option";
  };
  // A struct of one field without a label is its field.
  const only = ({ isEnum, variants, scope }) => {
    const fields = !isEnum && variants[0] && !variants[0][1] ? variants[0][2] : [];
    return fields.length === 1 ? { ty: fields[0], scope } : undefined;
  };
  // `type` tells the variants of an enum apart, so a label of that name ends in `_`.
  const keys = ({ isEnum }, [, labels]) => labels.map((label) => {
    let key = label;
    while (isEnum && (key === "type" || (key !== label && labels.includes(key)))) key += "_";
    return key;
  });

  const range = (name) => {
    const bits = BigInt(name.slice(1));
    return name[0] === "u" ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  };
  function writeInt(name, value, path) {
    const isDigits = typeof value === "string" && /^-?(0|[1-9][0-9]*)$/.test(value);
    if (!Number.isSafeInteger(value) && !isDigits) {
      const hint = typeof value === "number" && Number.isInteger(value) ? "its digits as text beyond ±(2^53-1)" : "a whole number";
      wrong(path, `expected ${hint}, got ${Number.isFinite(value) ? value : shown(value)}`);
    }
    const int = BigInt(value);
    const [least, most] = range(name);
    if (int < least || int > most) wrong(path, `${int} is not within ${name}, which is ${least} to ${most}`);
    return Number.isSafeInteger(Number(int)) ? Number(int) : String(int);
  }
  function writeBytes(value, path) {
    if (typeof value !== "string" || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) wrong(path, "expected bytes in base64");
    const digits = value.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
    return { encoding: "base64url", data: digits + "=".repeat(-digits.length & 3) };
  }
  function writeKey(key, place, path) {
    const { ty } = resolve(place);
    if (/^[iu]\d/.test(ty)) return writeInt(ty, key, path);
    if (ty === "bool" && (key === "true" || key === "false")) return key === "true";
    return write(place, key, path);
  }

  function write(place, value, path) {
    place = resolve(place);
    const { ty } = place;
    const part = (ty, value, step) => write(inner(place, ty), value, at(path, step));
    const list = (what) => (Array.isArray(value) ? value : wrong(path, `expected ${what}, got ${shown(value)}`));
    if (typeof ty === "number" || ty[0] === "type") return writeUser(place, value, path);
    switch (typeof ty === "string" ? ty : ty[0]) {
      case "f32": case "f64":
        return Number.isFinite(value) ? value : wrong(path, `expected a number, got ${shown(value)}`);
      case "text": return typeof value === "string" ? value : wrong(path, `expected text, got ${shown(value)}`);
      case "bool": return typeof value === "boolean" ? value : wrong(path, `expected true or false, got ${shown(value)}`);
      case "bytes": return writeBytes(value, path);
      case "nil": return value === null ? null : wrong(path, `expected null, got ${shown(value)}`);
      case "list": return list("an array").map((item, index) => part(ty[1], item, index));
      case "tuple": {
        const items = list(`an array of ${ty.length - 1}`);
        if (items.length !== ty.length - 1) wrong(path, `expected ${ty.length - 1} items, got ${items.length}`);
        return items.map((item, index) => part(ty[index + 1], item, index));
      }
      case "option": {
        if (value === null) return tagged(OPTION, "None", {});
        if (!isNullable(inner(place, ty[1]))) return tagged(OPTION, "Some", [write(inner(place, ty[1]), value, path)]);
        if (!isObject(value) || !Object.hasOwn(value, "some")) wrong(path, "expected null or {\"some\": …}");
        return tagged(OPTION, "Some", [part(ty[1], value.some, "some")]);
      }
      case "result": {
        if (isObject(value) && Object.hasOwn(value, "ok")) return tagged(RESULT, "Ok", [part(ty[1], value.ok, "ok")]);
        if (isObject(value) && Object.hasOwn(value, "error")) return tagged(RESULT, "Error", [part(ty[2], value.error, "error")]);
        return wrong(path, "expected {\"ok\": …} or {\"error\": …}");
      }
      case "dict": {
        if (!isObject(value) && !Array.isArray(value)) wrong(path, `expected an object, got ${shown(value)}`);
        const pairs = Array.isArray(value) ? value : Object.entries(value);
        const entries = pairs.map(([key, held]) => [writeKey(key, inner(place, ty[1]), at(path, key)), part(ty[2], held, key)]);
        return resolve(inner(place, ty[1])).ty === "text" ? Object.fromEntries(entries) : entries;
      }
      default: return writeInt(ty, value, path);
    }
  }

  function writeUser(place, value, path) {
    const type = declared(place);
    const inside = only(type);
    if (inside) {
      const isBoxed = isNullable(inside);
      if (isBoxed && !(isObject(value) && Object.hasOwn(value, "value"))) wrong(path, "expected {\"value\": …}");
      return tagged(type.name, type.variants[0][0], [write(inside, isBoxed ? value.value : value, path)]);
    }
    const names = type.variants.map(([name]) => name);
    const name = type.isEnum ? (isObject(value) ? own(value, "type") : value) : names[0];
    const variant = type.variants[names.indexOf(name)];
    if (!variant) wrong(path, `expected one of ${names.join(", ")}${isObject(value) ? " as \"type\"" : ""}, got ${typeof name === "string" ? JSON.stringify(name) : shown(name)}`);
    return tagged(type.name, name, writeFields(type, variant, value, path));
  }

  function writeFields(type, variant, value, path) {
    const [name, labels, types, optional = []] = variant;
    const field = (index, value, step) => write({ ty: types[index], scope: type.scope }, value, at(path, step));
    if (!types.length) return {};
    if (type.isEnum && !isObject(value)) wrong(path, `${name} has fields: write {"type": ${JSON.stringify(name)}, …}`);
    if (!labels) {
      const one = type.isEnum && types.length === 1;
      if (one && Object.hasOwn(value, "value")) return [field(0, value.value, "value")];
      const items = type.isEnum ? own(value, "values") ?? own(value, "fields") : value;
      if (!Array.isArray(items) || items.length !== types.length) wrong(path, one ? "the field \"value\" is missing" : `expected an array of ${types.length}`);
      return items.map((item, index) => field(index, item, index));
    }
    if (!isObject(value)) wrong(path, `expected an object, got ${shown(value)}`);
    const known = keys(type, variant);
    const stranger = Object.keys(value).find((key) => !known.includes(key) && !(type.isEnum && key === "type"));
    if (stranger !== undefined) wrong(at(path, stranger), `there is no such field; there are ${known.join(", ")}`);
    const entries = [];
    known.forEach((key, index) => {
      const isThere = Object.hasOwn(value, key);
      const place = resolve({ ty: types[index], scope: type.scope });
      if (!isThere && place.ty[0] !== "option") {
        if (optional[index]) return;
        wrong(at(path, key), "the field is missing");
      }
      entries.push([labels[index], field(index, isThere ? value[key] : null, key)]);
    });
    return Object.fromEntries(entries);
  }

  const keyText = (key) => (isObject(key) ? key.variant : String(key));
  function read(place, value) {
    place = resolve(place);
    const { ty } = place;
    const part = (ty, value) => read(inner(place, ty), value);
    if (typeof ty === "number" || ty[0] === "type") return readUser(place, value);
    switch (ty[0]) {
      case "list": return value.map((item) => part(ty[1], item));
      case "tuple": return value.map((item, index) => part(ty[index + 1], item));
      case "option": {
        if (value.variant === "None") return null;
        const some = part(ty[1], value.fields[0]);
        return isNullable(inner(place, ty[1])) ? { some } : some;
      }
      case "result": return value.variant === "Ok" ? { ok: part(ty[1], value.fields[0]) } : { error: part(ty[2], value.fields[0]) };
      case "dict": {
        const pairs = Array.isArray(value) ? value : Object.entries(value);
        return Object.fromEntries(pairs.map(([key, held]) => [keyText(key), part(ty[2], held)]));
      }
      default: {
        if (ty !== "bytes") return value;
        return value.data.replaceAll("-", "+").replaceAll("_", "/");
      }
    }
  }
  function readUser(place, value) {
    const type = declared(place);
    const inside = only(type);
    if (inside) {
      const plain = read(inside, value.fields[0]);
      return isNullable(inside) ? { value: plain } : plain;
    }
    const variant = type.variants.find(([name]) => name === value.variant);
    const [name, labels, types] = variant;
    const field = (index, value) => read({ ty: types[index], scope: type.scope }, value);
    const head = type.isEnum ? { type: name } : {};
    if (!types.length) return type.isEnum ? name : head;
    if (labels) {
      const entries = keys(type, variant).map((key, index) => [key, field(index, value.fields[labels[index]])]);
      return Object.assign(head, Object.fromEntries(entries));
    }
    const fields = value.fields.map((value, index) => field(index, value));
    if (!type.isEnum) return fields;
    return fields.length === 1 ? { ...head, value: fields[0] } : { ...head, values: fields };
  }

  return {
    Wrong,
    write: (ty, value) => write({ ty }, value, ""),
    read: (ty, value) => read({ ty }, value),
  };
})();
