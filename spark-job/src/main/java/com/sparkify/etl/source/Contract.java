package com.sparkify.etl.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fields of a row and their JSON types. Rows that differ are loaded all the same; differences are counted. The schemas
 * in {@code docs/contract} agree with it.
 */
enum Contract {
    LOG("ts:integer sessionId:integer itemInSession:integer status:integer userId:string|integer level:string"
            + " page:string auth:string method:string registration:number|null length:number|null"
            + " artist:string|null song:string|null firstName:string|null lastName:string|null"
            + " gender:string|null location:string|null userAgent:string|null"),
    SONG("num_songs:integer artist_id:string artist_latitude:number|null artist_longitude:number|null"
            + " artist_location:string|null artist_name:string song_id:string title:string duration:number"
            + " year:integer");

    private final List<String> names;
    private final List<ValueTypes> types;
    private final Map<String, Integer> positions = new HashMap<>();

    Contract(String fields) {
        List<String[]> parts = List.of(fields.split(" ")).stream()
                .map(field -> field.split(":"))
                .toList();
        // Jackson interns the names that it parses, so that comparing them with these is comparing references.
        names = parts.stream().map(part -> part[0].intern()).toList();
        types = parts.stream().map(part -> ValueTypes.of(part[1])).toList();
        names.forEach(name -> positions.put(name, positions.size()));
    }

    List<String> names() {
        return names;
    }

    ValueTypes types(int position) {
        return types.get(position);
    }

    /** Returns the field's position in {@link #names()}; null if the contract does not name it. */
    Integer position(String name) {
        return positions.get(name);
    }
}
