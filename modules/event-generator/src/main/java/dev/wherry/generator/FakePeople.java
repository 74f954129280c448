package dev.wherry.generator;

import java.util.List;
import java.util.random.RandomGenerator;

/** Random names, addresses and jobs. Some contain non-ASCII letters, apostrophes and commas, as real ones do. */
public final class FakePeople {
    private static final List<String> GIVEN_NAMES = List.of(
            "Ada",
            "Agnes",
            "Albert",
            "Alma",
            "Amir",
            "Anna",
            "Arthur",
            "Beatrice",
            "Bruno",
            "Carl",
            "Clara",
            "Daniel",
            "Dora",
            "Edith",
            "Elias",
            "Emil",
            "Esther",
            "Felix",
            "Flora",
            "Frank",
            "Greta",
            "Hanna",
            "Henry",
            "Hugo",
            "Ida",
            "Irene",
            "Ivan",
            "Jakob",
            "Jane",
            "Jonas",
            "José",
            "Julia",
            "Karen",
            "Laura",
            "Leo",
            "Lina",
            "Lucy",
            "Martin",
            "Mary",
            "Max",
            "Mira",
            "Nadia",
            "Nora",
            "Olga",
            "Oscar",
            "Paul",
            "Petra",
            "Quentin",
            "Robert",
            "Rosa",
            "Samuel",
            "Sara",
            "Simon",
            "Sofia",
            "Theo",
            "Tina",
            "Victor",
            "Walter",
            "Yara",
            "Zoë");
    private static final List<String> FAMILY_NAMES = List.of(
            "Adler", "Archer", "Baker", "Banks", "Barlow", "Berg", "Bishop", "Brook", "Carter", "Clay", "Cooper",
            "Dale", "Draper", "Drew", "Ellis", "Fisher", "Flint", "Ford", "Foster", "Frost", "Garner", "Grant", "Hale",
            "Harper", "Hill", "Holm", "Hunter", "Jensen", "Keller", "Knight", "Lake", "Lane", "Lund", "Marsh", "Mason",
            "Miller", "Moss", "Nash", "North", "Núñez", "O'Brien", "Page", "Parker", "Pond", "Reed", "Rivers", "Sailor",
            "Sharp", "Shore", "Stone", "Strand", "Tanner", "Thorn", "Turner", "Vale", "Wagner", "Ward", "Waters",
            "Wells", "Wood");
    private static final List<String> STREETS = List.of(
            "Alley", "Avenue", "Bridge", "Canal", "Court", "Gardens", "Harbor", "Hill", "Lane", "Meadows", "Mews",
            "Parade", "Quay", "Road", "Row", "Square", "Street", "Terrace", "Walk", "Wharf");
    private static final List<String> TOWN_ENDINGS =
            List.of("borough", "bury", "field", "ford", "haven", "mouth", "port", "stad", "ton", "ville", "wick");
    private static final List<String> STATES =
            List.of("AK", "CO", "DE", "FL", "IA", "MD", "MN", "NE", "OR", "PA", "VT");
    private static final List<String> JOBS = List.of(
            "Accountant, chartered",
            "Actor",
            "Archivist",
            "Baker",
            "Barrister's clerk",
            "Beekeeper",
            "Boat builder",
            "Bookbinder",
            "Cartographer",
            "Civil engineer",
            "Clockmaker",
            "Cooper",
            "Editor, film/video",
            "Engineer, maintenance",
            "Ferryman",
            "Gardener",
            "Geologist",
            "Glazier",
            "Harbor pilot",
            "Journalist",
            "Librarian",
            "Lighthouse keeper",
            "Locksmith",
            "Midwife",
            "Miller",
            "Nurse, children's",
            "Optician",
            "Painter and decorator",
            "Piano tuner",
            "Plumber",
            "Roofer",
            "Sailmaker",
            "Surveyor, quantity",
            "Systems analyst",
            "Teacher, primary school",
            "Translator",
            "Typesetter",
            "Veterinary surgeon",
            "Violin maker",
            "Watchman");

    private final RandomGenerator random;

    public FakePeople(RandomGenerator random) {
        this.random = random;
    }

    public String name() {
        String title = random.nextInt(100) == 0 ? "Dr. " : "";
        return title + pick(GIVEN_NAMES) + " " + pick(FAMILY_NAMES);
    }

    /** Two lines: the street, and the town with state and postal code. */
    String address() {
        String flat = random.nextInt(4) == 0 ? " Apt. " + digits(3) : "";
        return digits(random.nextInt(3, 6)) + " " + pick(FAMILY_NAMES) + " " + pick(STREETS) + flat + "\n"
                + pick(FAMILY_NAMES) + pick(TOWN_ENDINGS) + ", " + pick(STATES) + " " + digits(5);
    }

    public String job() {
        return pick(JOBS);
    }

    private String digits(int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
