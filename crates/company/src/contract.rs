//! The contract of one API, as the team that offers it wrote it: what a call looks like, and what one must not exceed.

/// `solde-de-points.openapi.yaml`.
pub const BALANCE: &str = r##"openapi: 3.1.0
info:
  title: API Solde de points
  version: 2.4.0
servers:
  - url: https://api.solvene.example/fidelite/v2
security:
  - caller: []
paths:
  /cartes/{carte}/solde:
    get:
      operationId: lireSolde
      summary: Le solde d'une carte, à l'instant
      parameters:
        - name: carte
          in: path
          required: true
          description: Numéro de la carte de fidélité
          schema: { type: string, example: "3204118907" }
      responses:
        "200":
          description: Le solde
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Solde" }
              example:
                carte: "3204118907"
                points: 1240
                en_attente: 35
                expirent: { points: 300, le: "2026-12-31" }
                lu_le: "2026-07-25T16:00:04+02:00"
        "404":
          description: Aucune carte ne porte ce numéro
        "429":
          description: Trop d'appels ; l'en-tête Retry-After dit quand revenir
components:
  securitySchemes:
    caller:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://connexion.solvene.example/jeton
          scopes: {}
  schemas:
    Solde:
      type: object
      required: [carte, points, lu_le]
      properties:
        carte: { type: string }
        points: { type: integer, minimum: 0 }
        en_attente: { type: integer, minimum: 0 }
        expirent:
          type: object
          properties:
            points: { type: integer }
            le: { type: string, format: date }
        lu_le: { type: string, format: date-time }
"##;
