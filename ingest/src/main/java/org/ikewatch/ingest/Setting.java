package org.ikewatch.ingest;

import java.util.function.Function;

/**
 * One setting.
 *
 * @param key its dotted name
 * @param standard its value where none is given; empty where that means "none"
 * @param meaning what it does, for the reference page: a sentence or two, units included
 * @param reader reads its text; throws {@link RuntimeException} with what is wrong with it
 */
record Setting<T>(String key, String standard, String meaning, Function<String, T> reader) {}
