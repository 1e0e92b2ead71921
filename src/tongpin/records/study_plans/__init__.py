"""The study group of the Party group: plan of the year, files, absences made up; online platforms as a note."""
