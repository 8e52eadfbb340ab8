// Package record holds the rows as MongoDB keeps them, under the names that the schema binds to.
package record

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Application is a case; its household is attached after it is read.
type Application struct {
	ID             string           `bson:"_id"`
	Number         string           `bson:"number"`
	Matter         string           `bson:"matter"`
	State          string           `bson:"state"`
	Village        *string          `bson:"village"`
	ApplicantName  *string          `bson:"applicantName"`
	Statement      *string          `bson:"statement"`
	RequestedMoney *bson.Decimal128 `bson:"requestedAmount"`
	FiledOn        string           `bson:"filedOn"`
	FiledBy        *Handler         `bson:"filedBy"`
	AcceptedOn     *string          `bson:"acceptedOn"`
	DueOn          *string          `bson:"dueOn"`
	HouseholdID    string           `bson:"householdId"`
	Household      *Household       `bson:"-"`
	Surveys        []*Survey        `bson:"surveys"`
	Assessments    []*Assessment    `bson:"assessments"`
	Opinions       []*Opinion       `bson:"opinions"`
	Notices        []*Notice        `bson:"notices"`
	Objections     []*Objection     `bson:"objections"`
	Decision       *Decision        `bson:"decision"`

	Evidence *EvidenceConnection `bson:"-"`
}

// CaseFile is a case by its number; its papers are attached after it is read.
type CaseFile struct {
	ID     string              `bson:"_id"`
	Number string              `bson:"number"`
	Papers *EvidenceConnection `bson:"-"`
}

type Evidence struct {
	ID          string   `bson:"_id"`
	Kind        string   `bson:"kind"`
	Title       *string  `bson:"title"`
	State       string   `bson:"state"`
	Size        int      `bson:"size"`
	MediaType   string   `bson:"mediaType"`
	Sha256      string   `bson:"sha256"`
	StoredOn    *string  `bson:"storedOn"`
	RequestedBy *Handler `bson:"requestedBy"`
}

type EvidenceConnection struct {
	Edges    []*EvidenceEdge
	PageInfo *PageInfo
}

type EvidenceEdge struct {
	Cursor string
	Node   *Evidence
}

type Handler struct {
	Name *string `bson:"name"`
}

type Household struct {
	ID       string    `bson:"_id"`
	HeadName *string   `bson:"headName"`
	Address  *string   `bson:"address"`
	Phone    *string   `bson:"phone"`
	Members  []*Member `bson:"members"`
}

type Member struct {
	MemberID       string           `bson:"memberId"`
	Name           *string          `bson:"name"`
	Relation       *string          `bson:"relation"`
	Sex            *string          `bson:"sex"`
	BirthDay       *string          `bson:"birthDay"`
	IdentityNumber *string          `bson:"identityMask"`
	Income         *bson.Decimal128 `bson:"monthlyIncome"`
	IncomeBand     *string          `bson:"incomeBand"`
}

type Survey struct {
	On            string           `bson:"on"`
	VisitedOn     string           `bson:"visitedOn"`
	Investigators []*Handler       `bson:"investigators"`
	FamilySigned  bool             `bson:"familySigned"`
	Income        *bson.Decimal128 `bson:"monthlyIncome"`
	Text          *string          `bson:"text"`
}

type Assessment struct {
	On        string `bson:"on"`
	Attendees int    `bson:"attendees"`
	InFavour  int    `bson:"inFavour"`
}

type Opinion struct {
	On         string           `bson:"on"`
	Favourable bool             `bson:"favourable"`
	Money      *bson.Decimal128 `bson:"amount"`
	Text       *string          `bson:"text"`
}

type Notice struct {
	NoticeID string `bson:"noticeId"`
	PostedOn string `bson:"postedOn"`
	LastDay  string `bson:"lastDay"`
	Earliest string `bson:"earliestDecisionOn"`
	Place    string `bson:"place"`
}

type Objection struct {
	ObjectionID string  `bson:"objectionId"`
	On          string  `bson:"on"`
	Open        bool    `bson:"open"`
	Text        *string `bson:"text"`
}

type Decision struct {
	On            string           `bson:"on"`
	By            *Handler         `bson:"by"`
	Favourable    bool             `bson:"favourable"`
	Money         *bson.Decimal128 `bson:"amount"`
	Article       *string          `bson:"article"`
	DecidingOrgan string           `bson:"decidingOrgan"`
	HandledBy     string           `bson:"handledBy"`
	Cap           *bson.Decimal128 `bson:"mandateCap"`
}

func (a *Application) RequestedAmount() *string { return text(a.RequestedMoney) }
func (m *Member) MonthlyIncome() *string        { return text(m.Income) }
func (s *Survey) MonthlyIncome() *string        { return text(s.Income) }
func (o *Opinion) Amount() *string              { return text(o.Money) }
func (d *Decision) Amount() *string             { return text(d.Money) }

func (d *Decision) MandateCap() *string      { return text(d.Cap) }
func (n *Notice) EarliestDecisionOn() string { return n.Earliest }

func text(value *bson.Decimal128) *string {
	if value == nil {
		return nil
	}
	told := value.String()
	return &told
}

// ApplicationConnection is a page that was read, or a list that was only counted.
type ApplicationConnection struct {
	Edges    []*ApplicationEdge
	PageInfo *PageInfo
	Count    func(context.Context) (*int, error)
}

func (c *ApplicationConnection) TotalCount(ctx context.Context) (*int, error) { return c.Count(ctx) }

type ApplicationEdge struct {
	Cursor string
	Node   *Application
}

type PageInfo struct {
	HasNextPage bool
	EndCursor   *string
}
