"""What a kecamatan does itself: countersigning a village's letter, dispensation, recommendation (PATEN)."""
