//! The house's own pack: what it knows of tools no public pack has, its own suppliers' and one it found.

/// The pack (`pack-solvene.tsv`), in the form of the packs that ship.
pub(super) const PACK: &str = "\
# Outils que les listes publiques ne connaissent pas, tenus par Solenn Abgrall-Petit et Driss Belhomme.
source\tvendor\tproduct\tcategory\tmarketing\tdomains\tdescriptors\ttokens\tnames\tcookies\tselectors\ttags
solvene\tMissiva\tMissiva Campagnes\tmarketing\tyes\tmissiva.example\tMISSIVA\t\t\t\tmissiva1\t
solvene\tMissiva\tMissiva Scénarios\tmarketing\tyes\tscenarios.missiva.example\tMISSIVA SCENARIOS\t\t\t\t\t
solvene\tRelatia\tRelatia\tcrm\tyes\trelatia.example\tRELATIA\t\tRelatia CRM\t\t\t
solvene\tAquiesce\tAquiesce\tconsent\tyes\taquiesce.example\tAQUIESCE\t\t\t\t\t
solvene\tUnisona\tUnisona\tmarketing\tyes\tunisona.example\tUNISONA\t\t\t\t\t
solvene\tÉtiquetta\tÉtiquetta\ttag-manager\tyes\tetiquetta.example\tETIQUETTA\t\t\t\t\t
solvene\tComptoir Web\tComptoir Web\tanalytics\tyes\tcomptoirweb.example\tCOMPTOIR WEB\t\t\t\t\t
solvene\tAvisoria\tAvisoria\tcustomer-success\tyes\tavisoria.example\tAVISORIA\t\t\t\t\t
solvene\tPlacéo\tPlacéo\tadvertising\tyes\tplaceo.example\tPLACEO\t\t\t\t\t
solvene\tAffinia\tAffinia\tmarketing\tyes\taffinia.example\tAFFINIA\t\t\t\t\t
solvene\tImagothèque\tImagothèque\tcreative\tyes\timagotheque.example\tIMAGOTHEQUE\t\t\t\t\t
solvene\tPagina Libre\tPagina Libre\tmarketing\tyes\tpaginalibre.example\tPAGINA LIBRE\t\t\t\t\t
solvene\tLuminéa Écrans\tLuminéa Écrans\tmarketing\tyes\tluminea-ecrans.example\tLUMINEA ECRANS\t\t\t\t\t
solvene\tTournicoupon\tTournicoupon\tmarketing\tyes\ttournicoupon.example\tTOURNICOUPON\t\t\t\t\t
solvene\tHalteria Commerce\tHalteria Commerce\thosting\tno\thalteria.example\tHALTERIA\t\t\t\t\t
";
