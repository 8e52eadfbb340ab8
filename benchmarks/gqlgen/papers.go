package main

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gqlgen/record"
)

// CaseFile answers the papers of a case, by its number.
func (r *Resolver) CaseFile(ctx context.Context, number string) (*record.CaseFile, error) {
	found := &record.CaseFile{}
	asked := options.FindOne().SetProjection(bson.D{{Key: "number", Value: 1}})
	err := r.applications.FindOne(ctx, bson.D{{Key: "areas", Value: r.area}, {Key: "number", Value: number}}, asked).Decode(found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, nil
	}
	if err == nil {
		found.Papers, err = r.papers(ctx, found.ID, "papers")
	}
	return found, err
}

func (r *Resolver) attachPapers(ctx context.Context, found *record.Application) (err error) {
	found.Evidence, err = r.papers(ctx, found.ID, "evidence")
	return err
}

// papers reads a page of a case's papers, oldest first; none when the field is not selected.
func (r *Resolver) papers(ctx context.Context, caseID, name string) (*record.EvidenceConnection, error) {
	first, after, isAsked := pageOf(ctx, name)
	if !isAsked {
		return nil, nil
	}
	filter := bson.D{{Key: "areas", Value: r.area}, {Key: "caseId", Value: caseID}}
	if after != "" {
		filter = append(filter, bson.E{Key: "_id", Value: bson.D{{Key: "$gt", Value: after}}})
	}
	asked := options.Find().SetProjection(projection(ctx, selected(ctx, name, "edges", "node"))).
		SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(int64(first + 1)).SetBatchSize(int32(first + 2))
	rows, err := all[record.Evidence](ctx, r.evidence, filter, asked)
	made := &record.EvidenceConnection{PageInfo: &record.PageInfo{HasNextPage: len(rows) > first}}
	for _, each := range rows[:min(first, len(rows))] {
		made.Edges = append(made.Edges, &record.EvidenceEdge{Cursor: each.ID, Node: each})
		made.PageInfo.EndCursor = &each.ID
	}
	return made, err
}

func pageOf(ctx context.Context, name string) (first int, after string, isAsked bool) {
	variables := graphql.GetOperationContext(ctx).Variables
	first = pageSize
	for _, each := range graphql.CollectFieldsCtx(ctx, nil) {
		if each.Name != name {
			continue
		}
		isAsked = true
		given := each.ArgumentMap(variables)
		switch size := given["first"].(type) {
		case int64:
			first = int(size)
		case float64:
			first = int(size)
		case interface{ Int64() (int64, error) }:
			told, _ := size.Int64()
			first = int(told)
		}
		after, _ = given["after"].(string)
	}
	return first, after, isAsked
}
