/**
 * How spellings meet, after geokz.names; made by scripts/write_wire.py. Pairs are a letter and what it is read as; a
 * sign falls away.
 */
export const LETTERS = "аa әa бb вv гg ғg ґg дd еe ёe жzh зz иi йi іi їi кk қk лl мm нn ңn оo өo пp рr сs тt уu ұu үu фf хh һh цts чch шsh щshch ъ ыi ь эe юiu яia ѣe ѳf ѵi ўu ҳh ҷch җzh ҙz ҫs äa ãa áa àa âia öo óo òo ôo õo ōo üu ūu úu ùu ŭu ûiu yi ıi îi īi ìi íi ýi ëe èe ée êe ęe ñn ńn ňn ğg ġg şsh šsh śsh ŝshch çch čch ćch žzh żzh źz łl ťt ďd řr qk wv xks";

export const SIGNS = " -\u2013\u2014\u2011_'`\u00b4\u02b9\u02ba\u02bc\u02bb\u02c8\u2019\u2018\"\u201c\u201d\u00ab\u00bb\u201e.,;:/()[]\u2116#\u00a0\u00ad\t\n\r\u0301";

/** Letters of other alphabets, where taking their marks away does not make one of the others. */
export const OTHERS = "æae ðd øo þth ßss đd ħh ĸk ŋng œoe ŧt ƀb ɓb ƃb ƅ6 ɔo ƈc ɖd ɗd ƌd ƍz ǝe əe ɛe ƒf ɠg ɣg ƕhv ɩi ɨi ƙk ƚl ƛl ɯv ɲn ƞn ɵo ƣgh ƥp ʀr ƨ2 ʃsh ƪsh ƫt ƭt ʈt ʊu ʋv ƴi ƶz ʒzh ƺzh ƻdz ƽ5 ƾts ƿv ǀc ǁks ǂkc ǃk ǥg ȝi ȡd ȣou ȥz ȴl ȵn ȶt ȷj ȸdb ȹkp ⱥa ȼc ⱦt ȿs ɀz ʉu ʌa ɇe ɉj ɋk ɍr ɏi ͱh ͳs ͷv ͻs ͼs ͽs ϳj αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξks οo πp ρr σs τt υi φf χch ψps ωo ςs ϙk ϛst ϝv ϟk ϡs ϣsh ϥf ϧks ϩh ϫj ϭc ϯti ϸsh ϻs ϼr ђdj єie ѕdz јj љlj њnj ћc џdzh ѡo ѥie ѧe ѩie ѫo ѭio ѯks ѱps ѹu ѻo ѽo ѿot ҁk ҋjh ҏrh ҕgh ҝg ҟk ҡk ҥng ҧph ҩv ҭth ҵts ҹc ҽch ҿch ӏh ӄk ӆlh ӈng ӊnh ӌdzh ӎmh ӕae ӡdz ӷgh ӻksh ӽks ӿh ԁd ԃdj ԅzj ԇdz ԉlj ԋnj ԍsj ԏtj ԑa ԓl ԕlkh ԗrkh ԙa ԛk ԝv ԟk ԡl ԣn ԥph ԩni ԫdzh ԭdch ԯl ẜs ẝs ẟd ỻll ỽv ỿi ꙁz ꙃdz ꙅdz ꙇi ꙉdj ꙋu ꙍo ꙑi ꙓie ꙕoi ꙗia ꙙe ꙛo ꙝie ꙟin ꙡts ꙣdg ꙥlg ꙧmg ꙩo ꙫoo ꙭoo ꙮo ꚁdv ꚃdzv ꚅzhv ꚇcch ꚉdz ꚋt ꚍtv ꚏtsv ꚑts ꚓtch ꚕhv ꚗshv ꚙoo ꚛo ꜧh ꜩtz ꜫ3 ꜭ4 ꜯ4 ꜰf ꜱs ꜳaa ꜵao ꜷau ꜹav ꜻav ꜽai ꜿc ꝁk ꝃk ꝅk ꝇl ꝉl ꝋo ꝍo ꝏoo ꝑp ꝓp ꝕp ꝗk ꝙk ꝛr ꝝr ꝟv ꝡvi ꝣz ꝥth ꝧth ꝩv ꝭs ꝱd ꝲl ꝳm ꝴn ꝵr ꝶr ꝷt ꝸs ꝺd ꝼf ᵹg ꝿng ꞁll ꞃr ꞅs ꞇt ɥi ꞎl ꞑn ꞓc ꞔc ꞕh ꞗb ꞙf ꞛae ꞝoe ꞟue ꞡg ꞣk ꞥn ꞧr ꞩs ɦh ɜe ɡg ɬl ɪi ꞯk ʞk ʇt ʝj ꭓks ꞵb ꞷo ꞹu ꞻa ꞽi ꞿu ꟁo ꟃv ʂs ᶎz ꟈd ꟊs ꟑg ꟓthth ꟕvv ꟗs ꟙs ꟶh ꟷi ꟺv ꟻf ꟼp ꟽm ꟾi ꟿm";

export const CLUSTERS = "schtsch>shch sch>sh shh>shch tsch>ch tch>ch dsch>zh dzh>zh dj>zh kh>h gh>g cz>ts ck>k ph>f";
