/**
 * What is tried first, in lower case: the head of published lists, those usual in China, and our own words. Of words,
 * the bare word: digits and signs around it are stripped before looking.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passwort passw0rd p@ssw0rd p@ssword pa55word admin administrator administer root superuser supervisor
  welcome letmein login changeme default secret test testtest tester guest user master dragon monkey shadow sunshine
  princess football baseball superman batman iloveyou trustno1 starwars computer internet whatever freedom michael
  jordan killer charlie ashley hello helloworld abcabc abcdef abcdefg abcdefgh qwer qwert qwerty qwertyui qwertyuiop
  asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc qweasd qweasdzxc asdzxc 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
  1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx q1w2e3r4 q1w2e3r4t5 qwe123 qwer1234 asd123 zxc123 a1b2c3d4 a1b2c3d4e5
  woaini woaiwojia woaiwoziji wodemima mima mimashi nihao nihaoma laopo laogong zhangwei wangwei wangfang lina liwei
  woaini1314 woaini520 woaini1314520 5201314 1314520 5201314520 1314521 7758521 7758258 147258369 1472583690
  147852369 789456123 7894561230 741852963 963852741 159357456 123456789 1234567890 0123456789 9876543210 987654321
  1234512345 123123123 123123123123 123321123321 112233445566 1122334455 1212121212 123qwe123qwe 123654789
  12345678910 123456789a a123456789 a1234567890 aa123456789 qq123456789 abc123456789 zxcvbnm123456 asd123456789
  minsheng shizhengfu zhengfu rexian hotline shimin shiminrexian fuwurexian hotline12345 china zhongguo beijing
  shanghai guangzhou shenzhen`.split(/\s+/),
)
