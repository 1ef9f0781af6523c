"""Django's own words that people see on our pages.

Django speaks no Haitian Creole, and in Spanish it says “usted” where we say “tú”, so we do it here.

(context, message, plural); "" means none. ``translations.py check`` fails when Django no longer says one.
"""

DJANGO_WORDS: list[tuple[str, str, str]] = [
    *(
        ("", message, "")
        for message in (
            "This field is required.",
            "Enter a valid date.",
            "Enter a valid time.",
            "Enter a valid date/time.",
            "Enter a valid email address.",
            "Enter a valid URL.",
            "Enter a number.",
            "Enter a whole number.",
            "Enter a valid value.",
            "Enter a list of values.",
            "Ensure this value is less than or equal to %(limit_value)s.",
            "Ensure this value is greater than or equal to %(limit_value)s.",
            "Null characters are not allowed.",
            "Select a valid choice. %(value)s is not one of the available choices.",
            "Select a valid choice. That choice is not one of the available choices.",
            "The submitted file is empty.",
            "No file was submitted. Check the encoding type on the form.",
            "This password is too common.",
            "The password is too similar to the %(verbose_name)s.",
            "Unknown",
            "Yes",
            "No",
            *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        )
    ),
    (
        "",
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    (
        "",
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    (
        "",
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
    ),
    (
        "",
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
    ),
    (
        "",
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
    ),
    (
        "",
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
]
