package catalogue

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// wordList names a list of words.
type wordList string

// The lists of table word. The lists with a dash take things out again.
const (
	strongWords   wordList = "consent"     // privacy, consent, permission: enough by themselves
	dataWords     wordList = "data"        // names of personal data
	takeWords     wordList = "take"        // reading, collecting
	agreeWords    wordList = "agree"       // labels that agree
	refuseWords   wordList = "refuse"      // labels that refuse
	otherWords    wordList = "agree-not"   // labels that contain an agreeing word but do something else
	withdrawWords wordList = "withdraw"    // taking back, beside words of consent
	documentWords wordList = "agreement"   // agreements, policies, consent beside a checkbox
	exceptWords   wordList = "consent-not" // phrases whose words mean something else: taken out before looking
	accidentWords wordList = "data-not"    // what makes data and take words no question: failures, deletions
	ageWords      wordList = "age"         // the user's age, birthday or guardians
	noAgeWords    wordList = "age-not"     // phrases with those words that ask nobody's age
)

var wordLists = []string{
	string(strongWords), string(dataWords), string(takeWords), string(agreeWords), string(refuseWords),
	string(otherWords), string(withdrawWords), string(documentWords), string(exceptWords), string(accidentWords),
	string(ageWords), string(noAgeWords),
}

// matcher is a list of words: parts are looked for anywhere in the lower-case
// text, the others are one regular expression.
type matcher struct {
	parts []string
	re    *regexp.Regexp // nil: none
}

func (m matcher) matches(lower string) bool {
	for _, part := range m.parts {
		if strings.Contains(lower, part) {
			return true
		}
	}
	return m.re != nil && m.re.MatchString(lower)
}

// without is the lower-case text with every word of the list replaced by a space.
func (m matcher) without(lower string) string {
	for _, part := range m.parts {
		lower = strings.ReplaceAll(lower, part, " ")
	}
	if m.re != nil {
		lower = m.re.ReplaceAllString(lower, " ")
	}
	return lower
}

func (l *loader) words(c *Catalogue) {
	patterns := map[wordList][]string{}
	for _, d := range l.entries("word") {
		list := wordList(d.oneOf("list", wordLists...))
		match := d.oneOf("match", "", "part", "word", "stem", "whole", "regexp")
		word := strings.ToLower(d.key())
		if match == "regexp" {
			word = d.key() // lower case would change \S to \s
		}
		if match == "" || match == "part" {
			m := c.words[list]
			m.parts = append(m.parts, word)
			c.words[list] = m
			continue
		}
		pattern := wordPattern(word, match)
		if _, err := syntax.Parse(pattern, syntax.Perl); err != nil {
			d.fail("word", "word %q: %v", d.key(), err)
			continue
		}
		patterns[list] = append(patterns[list], pattern)
	}
	for list, all := range patterns {
		m := c.words[list]
		var err error
		// Each pattern was parsed, but together they may still be too large.
		if m.re, err = regexp.Compile("(?i)" + strings.Join(all, "|")); err != nil {
			l.fail(place{file: "table word"}, "list %s: %v", list, err)
		}
		c.words[list] = m
	}
}

// wordPattern is the regular expression of a row. A space in a word stands for
// any run of spaces.
func wordPattern(word, match string) string {
	quoted := strings.ReplaceAll(regexp.QuoteMeta(word), " ", `\s+`)
	switch match {
	case "word":
		return `\b` + quoted + `\b`
	case "stem":
		return `\b` + quoted
	case "whole":
		return `^\s*` + quoted + `\s*$`
	}
	return "(?:" + word + ")"
}

func (c *Catalogue) says(list wordList, lower string) bool { return c.words[list].matches(lower) }

// maxText bounds the text that is looked at, in bytes: dialogues are short.
const maxText = 16 << 10

// fold is text in lower case, cut to maxText, with plain apostrophes.
func fold(text string) string {
	if len(text) > maxText {
		text = text[:maxText]
	}
	return strings.ReplaceAll(strings.ToLower(text), "’", "'")
}

// plain is fold without the phrases whose words mean something else (许可证).
func (c *Catalogue) plain(text string) string { return c.words[exceptWords].without(fold(text)) }

// ConsentText tells whether the text of a dialogue (title and content joined)
// asks about privacy, consent, permission or the taking of personal data, in
// Chinese or English: 读取剪贴板, not 确定要取消这个订单吗.
func (c *Catalogue) ConsentText(text string) bool {
	text = c.plain(text)
	if c.says(strongWords, text) {
		return true
	}
	return c.says(dataWords, text) && c.says(takeWords, text) && !c.says(accidentWords, text)
}

// PrivacyText tells whether the text of a view speaks of privacy, a policy, or
// personal data at all: the weaker test that a panel's text has to pass.
func (c *Catalogue) PrivacyText(text string) bool {
	text = c.plain(text)
	return c.says(strongWords, text) || c.says(documentWords, text) || c.says(dataWords, text)
}

// AgreementText tells whether the text beside a checkbox, switch or radio speaks
// of an agreement, policy or consent.
func (c *Catalogue) AgreementText(text string) bool { return c.says(documentWords, c.plain(text)) }

// AgreeLabel tells whether a control's label agrees, allows or accepts. A label
// that refuses (不同意, Disagree) or manages consent (撤回授权) does not.
func (c *Catalogue) AgreeLabel(label string) bool {
	if c.RefuseLabel(label) || c.says(otherWords, c.plain(label)) {
		return false
	}
	return c.says(agreeWords, c.plain(label))
}

// SpeakingLabel tells whether the label of an agreeing control speaks of privacy, a
// policy or personal data besides: 同意《隐私政策》, not 同意.
func (c *Catalogue) SpeakingLabel(label string) bool {
	rest := c.words[agreeWords].without(c.plain(label))
	return c.says(strongWords, rest) || c.says(documentWords, rest) || c.says(dataWords, rest)
}

// RefuseLabel tells whether a control's label refuses, postpones or closes.
func (c *Catalogue) RefuseLabel(label string) bool {
	return c.says(refuseWords, fold(label))
}

// WithdrawLabel tells whether a control's label takes consent back (撤回授权).
func (c *Catalogue) WithdrawLabel(label string) bool {
	label = c.plain(label)
	return c.says(withdrawWords, label) && (c.says(strongWords, label) || c.says(agreeWords, label))
}

// AgeText tells whether a text asks or checks the user's age, or speaks of minors and
// their guardians.
func (c *Catalogue) AgeText(text string) bool {
	return c.says(ageWords, c.words[noAgeWords].without(fold(text)))
}
