"""Made-up names in the mixture of a large English town. Any likeness to a real person is chance."""

from random import Random

GIVEN = {
    "M": [
        "Aaron", "Abdi", "Adeel", "Aidan", "Alfie", "Amanuel", "Arash", "Ashraf", "Bartosz", "Billy", "Callum",
        "Connor", "Daniyal", "Dawit", "Dean", "Deqo", "Dylan", "Ehsan", "Elias", "Ezra", "Farhad", "Filmon", "Finley",
        "Gabriel", "Hamid", "Harvey", "Hoang", "Idris", "Isaac", "Jamal", "Jayden", "Jerome", "Jordan", "Kacper",
        "Kai", "Karwan", "Kieran", "Kofi", "Kwame", "Leon", "Lewis", "Liam", "Luan", "Malachi", "Mehdi", "Milan",
        "Minh", "Naveed", "Nathan", "Nebay", "Noah", "Oisin", "Omar", "Owen", "Rahim", "Reece", "Ryan", "Samir",
        "Sean", "Shay", "Tariq", "Tesfay", "Theo", "Tyrese", "Usman", "Yonas", "Youssef", "Zakaria", "Zemar",
    ],
    "F": [
        "Aaliyah", "Abigail", "Adwoa", "Aisha", "Alisha", "Amara", "Amelia", "Amina", "Anya", "Asha", "Ayesha",
        "Bethany", "Caitlin", "Chantelle", "Chloe", "Courtney", "Daisy", "Demi", "Ebony", "Eden", "Elira", "Ellie",
        "Esme", "Eva", "Faith", "Fatou", "Freya", "Georgia", "Grace", "Habiba", "Hanan", "Holly", "Imani", "Isla",
        "Jade", "Jasmine", "Kayla", "Keira", "Khadija", "Lacey", "Layla", "Leah", "Linh", "Lucy", "Maisie", "Mariam",
        "Megan", "Mia", "Nadia", "Naomi", "Nia", "Paige", "Precious", "Rahel", "Roisin", "Rosie", "Ruby", "Sabah",
        "Safa", "Selam", "Shanice", "Skye", "Summer", "Tia", "Winta", "Yasmin", "Zahra", "Zoe", "Zuzanna",
    ],
}  # fmt: skip
FAMILY = [
    "Abdullahi", "Adeyemi", "Ahmadi", "Akhtar", "Ali", "Allen", "Amiri", "Asante", "Atkinson", "Bailey", "Barnes",
    "Begum", "Bekele", "Bennett", "Berhane", "Boateng", "Booth", "Brennan", "Briggs", "Burke", "Byrne", "Campbell",
    "Carter", "Chambers", "Clarke", "Cooper", "Cox", "Dang", "Davies", "Dawson", "Dervishi", "Doherty", "Edwards",
    "Ellis", "Evans", "Farah", "Fletcher", "Foster", "Francis", "Gebre", "Gibson", "Gordon", "Grant", "Gray",
    "Green", "Griffiths", "Habtom", "Haile", "Hall", "Hamilton", "Harris", "Haque", "Hassan", "Henry", "Hill",
    "Hoxha", "Hughes", "Hussain", "Ibrahim", "Jama", "Jenkins", "Johnson", "Jones", "Joseph", "Karimi", "Kelly",
    "Khan", "Kidane", "King", "Kowalski", "Lewis", "Lloyd", "Mahmood", "Marsh", "Mason", "Mehari", "Miller",
    "Mohamed", "Morgan", "Morris", "Murphy", "Nguyen", "Noori", "Nowak", "Nwosu", "Omar", "Osei", "Owusu", "Parker",
    "Patel", "Pearce", "Pham", "Phillips", "Price", "Rahimi", "Rashid", "Reid", "Roberts", "Robinson", "Rostami",
    "Russell", "Sadiq", "Salih", "Scott", "Sesay", "Shah", "Sharif", "Shaw", "Simpson", "Smith", "Stewart",
    "Taylor", "Tekle", "Thomas", "Thompson", "Tran", "Turner", "Walker", "Ward", "Watson", "White", "Williams",
    "Wilson", "Wood", "Wright", "Yohannes", "Young", "Zaman", "O'Neill", "Müller", "Łukasik", "Nuñez", "al-Amin",
]  # fmt: skip
STAFF_GIVEN = [
    "Amira", "Angela", "Bola", "Carl", "Claire", "David", "Denise", "Dipa", "Emma", "Fiona", "Gareth", "Helen",
    "Imran", "Janet", "Joanne", "Kevin", "Lorna", "Marcus", "Maria", "Neil", "Olivia", "Parveen", "Paul", "Rachel",
    "Sadie", "Sanjay", "Stephen", "Tanya", "Trevor", "Vikram", "Wendy", "Yvonne", "Zoe", "Kwesi", "Niamh", "Rhian",
]  # fmt: skip


def given_name(random: Random, sex: str) -> str:
    """A first name for a made-up young person, by 903 sex."""
    return random.choice(GIVEN["M" if sex == "M" else "F"])


def family_name(random: Random) -> str:
    """A family name."""
    return random.choice(FAMILY)
