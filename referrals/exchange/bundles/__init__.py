"""Referrals as bundles of FHIR R4 (HL7 FHIR 4.0.1), for other systems and from them."""
